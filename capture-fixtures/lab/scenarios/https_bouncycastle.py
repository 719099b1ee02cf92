"""Bouncy Castle's TLS at both ends, post-quantum key exchange X25519MLKEM768 among its groups: hellos of two segments; Apache's HttpClient asks."""
from lab.servers import site
from lab.visits import plan, session, upload
from lab.webservers import CACHE, java, key_store, trust_store

NEEDS = ["java", "keytool", "maven:bouncycastle-tls"]
SET = "test"
VARIANTS = ["groups=X25519MLKEM768 path=near", "groups=SecP256r1MLKEM768 path=far", "groups=x25519 tls=1.2 ip=6 path=slow"]
FIXTURES = {"post-quantum": ("groups=X25519MLKEM768 fixture=small",
                             "Key exchange X25519MLKEM768 (group 4588): the client's share makes its hello longer than a segment.")}
PROVIDERS = """security.provider.1=org.bouncycastle.jsse.provider.BouncyCastleJsseProvider
security.provider.2=org.bouncycastle.jce.provider.BouncyCastleProvider
security.provider.3=SUN
security.provider.4=SunRsaSign
security.provider.5=SunEC
security.provider.6=SunJCE
ssl.KeyManagerFactory.algorithm=PKIX
ssl.TrustManagerFactory.algorithm=PKIX
"""


def run(lab, variant):
    host = lab.host()
    site(lab, host, images=(2, 7))
    options = [f"-Djava.security.properties={lab.write('providers', PROVIDERS)}", f"-Djdk.tls.namedGroups={variant.groups}", "--class-path", f"{CACHE}/jars/bouncycastle-tls/*"]
    lab.serve(*java("FileServer.java", host.address, lab.path(f"www/{host}"), f"TLSv{variant.tls or '1.3'}", options=options + key_store(lab, host)),
              wait=f"tcp:443:{host.listen}")
    store = trust_store(lab)
    lab.capture()
    lab.label(host, "https/h1", f"Bouncy Castle, group {variant.groups}", must=["tls", host.name])
    for number in range(1 if variant.fixture else 3):
        lines = plan(lab, f"plan{number}", [f"GET\thttps://{host}/small.json\t0\t-", "WAIT\t0.1"] if variant.fixture else
                     session(lab, [host], api="/api/") + upload(lab, host, "/file"))
        lab.client(*java("ApacheVisitor.java", lines, options=options + store), timeout=60)
