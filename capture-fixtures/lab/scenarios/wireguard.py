"""
WireGuard on UDP 443: people use it for a while or a moment, with and without keepalives; keys are agreed again in the middle of a session.
"""
from lab.inner import Inside
from lab.tunnels import WireGuard, glance, sessions

NEEDS = ["wireguard-go", "wg", "nginx", "curl", "dig", "ping"]
SET = "tune"
VARIANTS = ["keepalive=off path=near", "keepalive=5 ip=6 path=lossy"]
FIXTURES = {"wireguard": ("brief=on", "WireGuard on UDP 443: handshake, pings and small requests inside.")}


def run(lab, variant):
    host, inside = lab.host("plain"), Inside(lab, 1 if variant.brief else 3)
    server = WireGuard(lab, host)
    lab.capture()
    lab.label(host, "vpn/wireguard", f"keepalive {variant.keepalive}", "udp", must=["wg", "c>\1\0\0\0"])
    if variant.brief:
        return glance(lab, inside, server.open, ("ping", "dns", "api"))
    opened = []
    def open():
        opened.append(server.open(variant.keepalive if variant.keepalive != "off" else None))
        return opened[-1]
    sessions(lab, inside, open, long=2, short=5, steps=2)
    tunnel = open()
    for kind in ("browse", "typing"):
        inside.use(kind, tunnel=tunnel)
        server.rekey(tunnel)
    inside.use("api", tunnel=tunnel)
    tunnel.close()
