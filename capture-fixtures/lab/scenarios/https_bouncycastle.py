"""
Bouncy Castle's TLS at both ends, post-quantum key exchange first among the groups: it offers a share of X25519 at first, so a
HelloRetryRequest and a second hello of two segments follow. Apache's HttpClient asks.
"""
from lab.servers import site
from lab.tools import CACHE, sh
from lab.visits import plan, session, upload
from lab.webservers import PROGRAMS, key_store, trust_store

NEEDS = ["java", "javac", "keytool", "maven:bouncycastle-tls"]
SET = "test"
VARIANTS = ["groups=X25519MLKEM768 path=near", "groups=SecP256r1MLKEM768 ip=6 path=far"]
FIXTURES = {"post-quantum": ("groups=X25519MLKEM768 fixture=small",
                             "Key exchange X25519MLKEM768 (group 4588) after a HelloRetryRequest: the second hello is two segments.")}
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
    path = f"{lab.path('classes')}:{CACHE}/jars/bouncycastle-tls/*"
    # "java FILE.java" does not find providers of the class path
    sh("javac", "-d", lab.path("classes"), "-cp", path, PROGRAMS / "FileServer.java", PROGRAMS / "ApacheVisitor.java")
    java = ["java", "-Xmx256m", "-XX:TieredStopAtLevel=1", f"-Djava.security.properties={lab.write('providers', PROVIDERS)}",
            f"-Djdk.tls.namedGroups={variant.groups},x25519,secp256r1", "-cp", path]
    lab.serve(*java, *key_store(lab, host), "FileServer", host.address, lab.path(f"www/{host}"), f"TLSv{variant.tls or '1.3'}",
              wait=f"tcp:443:{host.listen}")
    store = trust_store(lab)
    lab.capture()
    lab.label(host, "https/h1", f"Bouncy Castle, group {variant.groups}", must=["tls", host.name])
    for number in range(1 if variant.fixture else 2):
        lines = plan(lab, f"plan{number}", [f"GET\thttps://{host}/small.json\t0\t-", "WAIT\t0.1"] if variant.fixture else
                     session(lab, [host], api="/api/") + upload(lab, host, "/file"))
        lab.client(*java, *store, "ApacheVisitor", lines, timeout=60)
