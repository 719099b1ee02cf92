"""Handshakes that fail: no common version, cipher or group, certificates that the client does not trust or that bear another name."""
from lab.servers import curl, nginx

NEEDS = ["nginx", "curl"]
SET = "tune"
VARIANTS = ["path=near", "path=far ip=6"]
FIXTURES = {"failed-handshake": ("fixture=small",
                                 "Handshakes that fail: no common version, no common cipher, a certificate that is not trusted.")}


def run(lab, variant):
    host = lab.host()
    nginx(lab, host, settings="ssl_protocols TLSv1.3;")
    lab.capture()
    openssl = ["openssl", "s_client", "-connect", f"{host.listen}:443", "-servername", host.name]
    failures = [("alert: protocol version", lambda: curl(lab, "--tls-max", "1.2", f"https://{host}/", ok=False)),
                ("alert: no common cipher", lambda: lab.client(*openssl, "-tls1_3", "-ciphersuites", "TLS_AES_128_CCM_SHA256", ok=False)),
                ("alert by the client: unknown CA", lambda: lab.client("curl", "-sS", f"https://{host}/", ok=False))]
    if not variant.fixture:
        failures += [("alert: no common group", lambda: lab.client(*openssl, "-tls1_3", "-groups", "ffdhe2048", ok=False)),
                     ("alert by the client: another name",
                      lambda: curl(lab, "--connect-to", f"other.example:443:{host.name}:443", "https://other.example/", ok=False)),
                     ("gives up after the handshake, no request", lambda: lab.client(*openssl, "-tls1_3", stdin=b"", ok=False, timeout=5))]
    for _ in range(1 if variant.fixture else 2):
        for what, fail in failures:
            lab.label(host, "https/tls", what, must=["tls"])
            fail()
            lab.pause(0.1, 0.5)
