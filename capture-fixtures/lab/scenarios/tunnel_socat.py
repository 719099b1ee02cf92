"""socat at both ends: a tun device's packets in TLS, one record each, with nothing around them but the length that TLS gives them."""
from lab.inner import LAYER3, Inside
from lab.tunnels import DAYS, Tunnel

NEEDS = ["socat", "nginx", "curl", "dig", "ping"]
SET = "test"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=far ip=6", "tls=1.3 path=lossy"]


def run(lab, variant):
    host, inside = lab.host(), Inside(lab)
    family = ("OPENSSL-LISTEN:443,pf=ip6" if host.v6 else "OPENSSL-LISTEN:443,pf=ip4") + f",bind={host.listen}"
    listen = f"{family},cert={host.certificate},key={host.key},verify=0,fork,reuseaddr"
    lab.serve("socat", "-b", "8192", listen, "TUN:10.36.0.1/24,tun-name=so,iff-up", wait=f"tcp:443:{host.listen}")
    lab.capture()
    lab.label(host, "vpn/unknown-tunnel", f"socat, tun in TLS {variant.tls}", must=["tls"])
    versions = f"openssl-min-proto-version=TLS{variant.tls},openssl-max-proto-version=TLS{variant.tls}"
    for n, day in enumerate([*lab.random.sample(DAYS, 2), lab.random.sample(LAYER3, 3), ("api",)]):
        peer = f"OPENSSL:{host.listen}:443,cafile={lab.ca},commonname={host},snihost={host},{versions}"
        client = lab.serve("socat", "-b", "8192", f"TUN:10.36.0.2/24,tun-name=so{n},iff-up", peer, at="client")
        tunnel = Tunnel(lab, client, f"so{n}")
        for kind in day:
            inside.use(kind, tunnel=tunnel)
        tunnel.close()
        lab.pause(0.5, 1.5)
