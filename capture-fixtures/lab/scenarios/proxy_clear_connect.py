"""A proxy in the clear on port 443: CONNECT to tinyproxy, then TLS or keys typed; and pages fetched through it without TLS."""
from lab.inner import Inside
from lab.proxies import MIXES, Through, tinyproxy
from lab.servers import curl

NEEDS = ["tinyproxy", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["mix=mixed path=near", "mix=browser path=slow"]
FIXTURES = {"http-connect": ("fixture=both",
                             "An HTTP proxy on port 443: CONNECT in the clear, then TLS; and a page fetched through it without TLS.")}


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=1 if variant.fixture else 4)
    tinyproxy(lab, host.address, 443)
    lab.capture()
    proxy = ["-x", f"http://{host}:443"]
    through = Through(lab, host, inside, proxy, "CONNECT in the clear, tinyproxy", "vpn/unknown-tunnel", must=["c>CONNECT", "http"])
    through.use(*MIXES[variant.get("mix", "brief")])
    lab.label(host, "other/http", "GET with an absolute address through a proxy, no tunnel", must=["c>GET http://"])
    for _ in range(1 if variant.fixture else 3):
        curl(lab, *proxy, f"http://{lab.random.choice(inside.hosts)}:443/", ok=False)
        lab.pause(0.1, 0.5)
