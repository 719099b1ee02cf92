"""An HTTPS proxy that speaks HTTP/2, nghttpx before tinyproxy: all inner TLS connections are streams of one outer connection."""
from lab.inner import Inside
from lab.proxies import MIXES, PROGRAMS, Through, tinyproxy

NEEDS = ["nghttpx", "tinyproxy", "node", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["client=chromium tls=1.3 path=near", "client=chromium tls=1.2 ip=6", "client=node mix=mixed path=far",
            "client=curl mix=small offload=on"]
FIXTURES = {"connect-h2": (
    "client=chromium fixture=page", "An HTTPS proxy that speaks HTTP/2: Chromium's TLS connections are streams inside one.")}


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=1 if variant.fixture else 4)
    tinyproxy(lab)
    lab.serve("nghttpx", "--http2-proxy", f"-f{host.address},443", "-b127.0.0.1,3128", "--no-ocsp", "--workers=1",
              f"--tls-max-proto-version=TLSv{variant.get('tls', '1.3')}", "--tls-min-proto-version=TLSv1.2", host.key, host.certificate,
              wait=f"tcp:443:{host.address}")
    lab.capture()
    if variant.client == "curl":
        proxy = ["-x", f"https://{host}:443", "--proxy-cacert", lab.ca]
        Through(lab, host, inside, proxy, "nghttpx, CONNECT by HTTP/1.1", must=[host.name, "tls"]).use(*MIXES[variant.mix])
        return
    notes = f"nghttpx, {variant.client}, CONNECT by HTTP/2"
    many = Through(lab, host, inside, ["-x", f"https://{host}:443"], notes, must=[host.name, "h2"], many=True)
    if variant.client == "chromium":
        many.use(*["glance"] if variant.fixture else ["browser"] * 3)
        return
    for _ in range(2):
        client = lab.serve("node", PROGRAMS / "connect_h2_client.js", host, host.address, at="client", wait="tcp:8118")
        many.proxy = ["-x", "http://127.0.0.1:8118"]
        many.use(*MIXES[variant.mix])
        lab.stop(client)
