"""The client sends a certificate too: seen in TLS 1.2, hidden in TLS 1.3. Clients without one are sent away."""
from lab.servers import curl, nginx, page

NEEDS = ["nginx", "curl"]
SET = "tune"
VARIANTS = ["path=near", "path=far ip=6"]
FIXTURES = {"client-certificate": ("fixture=small",
                                   "A client's certificate too: seen in TLS 1.2, hidden in TLS 1.3. The server's must be reported.")}


def run(lab, variant):
    host = lab.host()
    nginx(lab, host, settings=f"ssl_client_certificate {lab.ca}; ssl_verify_client on; ssl_verify_depth 3;")
    certificate, key = lab.world.certificate("device.example", subject=f"/O={lab.world.word()}/CN=device {lab.random.randint(1, 99)}")
    lab.capture()
    for _ in range(1 if variant.fixture else 4):
        for version in (["--tls-max", "1.2"], ["--tlsv1.3"]):
            lab.label(host, "https/h2", "client certificate, TLS " + version[-1][-3:], must=["tls", host.name])
            urls = [f"https://{host}/small.json"] if variant.fixture else lab.random.sample(page(lab, host), 3)
            curl(lab, "--cert", certificate, "--key", key, *version, *(part for url in urls for part in ("-o", "/dev/null", url)))
            lab.pause(0.1, 0.8)
    if not variant.fixture:
        for version in ("1.2", "1.3"):
            lab.label(host, "https/h2", "no client certificate: answered with an error", must=["tls", host.name])
            curl(lab, "--tls-max", version, f"https://{host}/", ok=False)
