"""
Chromium loads pages through a tunnel that is the way to everything, also to the resolver; the tunnel is WireGuard, or OpenVPN
with tls-crypt over TCP.
"""
from lab.browsers import chromium
from lab.inner import Inside
from lab.tunnels import OpenVpn, WireGuard

NEEDS = ["chromium", "certutil", "openvpn", "wireguard-go", "wg", "nginx", "curl", "dig", "ping"]
SET = "tune"
VARIANTS = ["carrier=wireguard path=near", "carrier=openvpn path=far"]


def run(lab, variant):
    host, inside = lab.host("plain"), Inside(lab, 4)
    server = WireGuard(lab, host) if variant.carrier == "wireguard" else OpenVpn(lab, host, "tcp", "tls-crypt")
    lab.capture()
    wireguard = ("vpn/wireguard", "Chromium inside", "udp", ["wg"])
    lab.label(host, *(wireguard if variant.carrier == "wireguard" else ("vpn/openvpn-tcp", "Chromium inside")))
    for _ in range(3):
        tunnel = server.open()
        with inside.names():
            for site in lab.random.sample(inside.hosts, 2):
                chromium(lab, f"https://{site}/", seconds=lab.random.randint(2, 4))
                lab.pause(0.2, 1)
        inside.use("typing", tunnel=tunnel)
        tunnel.close()
