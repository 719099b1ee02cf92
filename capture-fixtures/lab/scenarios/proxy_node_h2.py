"""An HTTPS proxy of another kind that speaks HTTP/1.1 and 2, of Node; without CONNECT it shows a page, which is https."""
from lab.inner import Inside
from lab.proxies import MIXES, PROGRAMS, Through
from lab.servers import curl

NEEDS = ["node", "nginx", "curl", "chromium", "certutil"]
SET = "test"
VARIANTS = ["client=chromium path=far", "client=chromium ip=6 path=slow", "client=curl mix=mixed path=near"]


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=4)
    lab.serve("node", PROGRAMS / "connect_h2_server.js", host.address, host.certificate, host.key, wait=f"tcp:443:{host.address}")
    lab.capture()
    browser = variant.client == "chromium"
    proxy = ["-x", f"https://{host}:443", "--proxy-cacert", lab.ca]
    must = [host.name, "h2" if browser else "tls"]
    through = Through(lab, host, inside, proxy, f"Node, CONNECT by HTTP/{2 if browser else 1.1}", must=must, many=browser)
    through.use(*["browser"] * 3 if browser else MIXES[variant.mix])
    lab.label(host, "https/h2", "a page of the proxy's own", must=[host.name, "h2"])
    for _ in range(3):
        curl(lab, *["https://" + host.name + "/"] * lab.random.randint(1, 3), "--http2")
        lab.pause(0.1, 0.5)
