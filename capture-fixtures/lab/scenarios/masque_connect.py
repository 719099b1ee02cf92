"""A proxy over HTTP/3 asked by CONNECT, one stream per TCP connection: flupke to netty; inside is what people do."""
from lab import quic
from lab.inner import Inside

NEEDS = [*quic.NEEDS["kwik"], "nginx", "curl"]
SET = "tune"
PATHS = {"browse": "near", "download": "slow", "upload": "far", "api": "near", "typing": "near", "idle": "lossy"}
VARIANTS = [f"inside={kind} path={path}" for kind, path in PATHS.items()]


def run(lab, variant):
    proxy = lab.host()
    inside = Inside(lab)
    quic.proxy(lab, proxy)
    lab.capture()
    notes = f"CONNECT over HTTP/3, flupke to netty, inside: {variant.inside}"
    lab.label(proxy, "vpn/masque", notes, "udp", must=["quic", proxy.name, "h3"])
    for _ in range(3):
        port = lab.random.randint(20_000, 50_000)
        plan = lab.write("tunnel.plan", quic.to(proxy, local=port))
        tunnel = lab.serve(*quic.command("kwik", "KwikTunnel"), plan, at="client", wait=f"tcp:{port}")
        inside.use(variant.inside, ["-x", f"http://127.0.0.1:{port}"], times=2 if variant.inside == "browse" else 1)
        lab.stop(tunnel)
