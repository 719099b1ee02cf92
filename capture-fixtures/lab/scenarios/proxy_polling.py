"""What meek does: a tunnel in the bodies of short HTTPS requests, which poll the slower the less there is to say."""
from lab.inner import Inside
from lab.proxies import MIXES, PROGRAMS, Through, microsocks, socks
from lab.servers import curl

NEEDS = ["node", "microsocks", "nginx", "curl", "chromium", "certutil"]
SET = "test"
VARIANTS = ["mix=mixed path=near", "mix=browser ip=6 path=far"]


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=3)
    microsocks(lab)
    lab.serve("node", PROGRAMS / "poll_server.js", host.address, host.certificate, host.key, "1081", wait=f"tcp:443:{host.address}")
    lab.capture()
    for part in range(2):
        client = lab.serve("node", PROGRAMS / "poll_client.js", host, host.address, at="client", wait="tcp:1080")
        through = Through(lab, host, inside, socks(), "polling by POST, TLS inside", must=[host.name, "tls"], many=True)
        through.use(*MIXES[variant.mix][part::2])
        lab.pause(1, 4)
        lab.stop(client)
    lab.label(host, "https/h1", "a page of the same server", must=[host.name, "tls"])
    for _ in range(3):
        curl(lab, f"https://{host}/")
        lab.pause(0.1, 0.5)
