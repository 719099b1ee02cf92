"""
WireGuard that does not come to much: nobody answers, only a handshake, only keepalives; and sessions that go on from another port
without a handshake.
"""
from lab.inner import Inside
from lab.tools import sh
from lab.tunnels import WireGuard, glance

NEEDS = ["wireguard-go", "wg", "nginx", "curl", "dig", "ping"]
SET = "test"
VARIANTS = ["path=near", "path=far ip=6"]


def run(lab, variant):
    host, inside = lab.host("plain"), Inside(lab)
    server = WireGuard(lab, host)
    lab.capture()
    lab.label(host, "vpn/wireguard", "login refused: an unknown key, never answered", "udp", must=["wg"])
    unknown = [server.open("2", known=False) for _ in range(3)]
    lab.pause(0.5, 1)
    lab.label(host, "vpn/wireguard", "a handshake and keepalives, or less than a page", "udp", must=["wg"])
    for _ in range(2):
        brief = server.open("1")
        lab.pause(0.3, 1)
        brief.close()
    keeping = server.open("2")
    glance(lab, inside, server.open, ("dns",))
    tunnel = server.open()
    for _ in range(2):
        inside.use("browse", tunnel=tunnel)
        lab.label(host, "vpn/wireguard", "the session goes on from another port, no handshake", "udp", must=["wg"])
        sh("ip", "netns", "exec", lab.wire.client, "wg", "set", tunnel.device, "listen-port", lab.random.randint(20000, 60000))
        inside.use("typing", tunnel=tunnel)
        inside.use("browse", tunnel=tunnel)
    lab.pause(3, 6)
    for each in (tunnel, keeping, *unknown):
        each.close()
