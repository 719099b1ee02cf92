"""A proxy over HTTP/3 asked by CONNECT, one stream per TCP connection: flupke to netty; inside is what people do."""
from lab import quic
from lab.inner import KINDS, Inside

NEEDS = [*quic.NEEDS["kwik"], "nginx", "curl"]
SET = "test"
VARIANTS = [f"inside={kind} path={path}" for kind, path in zip((k for k in KINDS if k != "dns"), ("near", "slow", "far", "near", "near", "lossy"))]


def run(lab, variant):
    proxy = lab.host()
    inside = Inside(lab)
    lines = [quic.line(ip=address, cert=proxy.certificate, key=proxy.key) for address in filter(None, (proxy.v4, proxy.v6))]
    lab.serve(*quic.command("netty", "MasquePeer"), "proxy", lab.write("proxy.plan", "\n".join(lines)), wait=f"udp:443:{quic.bracketed(proxy.address)}")
    lab.capture()
    lab.label(proxy, "vpn/masque", f"CONNECT over HTTP/3, flupke to netty, inside: {variant.inside}", "udp", must=["quic", proxy.name, "h3"])
    for _ in range(3):
        port = lab.random.randint(20_000, 50_000)
        tunnel = lab.serve(*quic.command("kwik", "KwikTunnel"), lab.write("tunnel.plan", quic.to(proxy, local=port)), at="client", wait=f"tcp:{port}")
        inside.use(variant.inside, ["-x", f"http://127.0.0.1:{port}"], times=2 if variant.inside in ("browse", "typing") else 1)
        lab.stop(tunnel)
