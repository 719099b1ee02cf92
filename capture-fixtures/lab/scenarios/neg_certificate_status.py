"""OCSP over HTTPS: a question of 70 bytes and an answer of one or two kB, one in a connection, as a resolver's client that keeps none."""
from lab.apps import behind_haproxy
from lab.tools import sh

NEEDS = ["haproxy"]
SET = "test"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=lossy"]


def run(lab, variant):
    hosts = [lab.host("plain"), lab.host("plain")]
    serials = [lab.host(certificate=True) for _ in range(4)]
    numbers = {host: sh("openssl", "x509", "-noout", "-serial", "-in", host.certificate).strip().split("=")[1] for host in serials}
    lines = [f"V\t401231000000Z\t\t{number}\tunknown\t/CN={host}\n" for host, number in numbers.items()]
    lab.serve("openssl", "ocsp", "-index", lab.write("index.txt", "".join(lines)), "-port", "8080", "-rsigner", lab.world.authority,
              "-rkey", lab.path("intermediate.key"), "-CA",
              lab.world.authority, "-ignore_err", wait="tcp:8080")
    behind_haproxy(lab, *hosts, tls=variant.tls, alpn="http/1.1")
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h1", "openssl ocsp asks for a certificate's status", must=["tls"])
    for _ in range(16):
        lab.client("openssl", "ocsp", "-issuer", lab.world.authority, "-CAfile", lab.ca, "-cert", lab.random.choice(serials).certificate,
                   "-url",
                   f"https://{lab.random.choice(hosts)}:443/", "-no_nonce", ok=False)
        lab.pause(0.1, 0.9)
