"""OpenVPN with a static key over UDP and TCP: no handshake at all, everything looks random from the first byte."""
from lab.inner import Inside
from lab.tools import sh
from lab.tunnels import Tunnel, glance, sessions

NEEDS = ["openvpn", "nginx", "curl", "dig", "ping"]
SET = "tune"
VARIANTS = ["transport=udp cipher=AES-128-CBC path=near ip=6", "transport=tcp cipher=AES-256-CBC path=far"]
FIXTURES = {"openvpn-static-key": ("transport=udp cipher=AES-256-CBC brief=on",
                                   "OpenVPN with a static key: no handshake at all, every datagram looks random.")}


def run(lab, variant):
    hosts, inside = [lab.host("plain") for _ in range(1 if variant.brief else 5)], Inside(lab)
    lines = iter([Line(lab, variant, host, number) for number, host in enumerate(hosts)])
    lab.capture()
    for host in hosts:
        lab.label(host, f"vpn/openvpn-{variant.transport}", "static key; cannot be told from other random bytes", variant.transport)
    if variant.brief:
        return glance(lab, inside, lambda: next(lines).open(), ("ping", "dns", "api"))
    sessions(lab, inside, lambda: next(lines).open(), long=2, short=3, steps=4)


class Line:
    """Two ends that know one key; the server takes one client only."""

    def __init__(self, lab, variant, host, number):
        key = lab.path(f"static{number}.key")
        sh("openvpn", "--genkey", "secret", key)
        self.lab, self.host, self.number = lab, host, number
        self.family = "6" if host.v6 else "4"
        self.transport, udp = variant.transport, variant.transport == "udp"
        self.base = ["openvpn", "--dev-type", "tun", "--secret", key, "--cipher", variant.cipher, "--verb", "3", "--keepalive", "4", "60",
                     "--persist-tun"]
        self.client = f"udp{self.family}" if udp else f"tcp{self.family}-client"
        lab.serve(*self.base, "--dev", f"s{number}", "--proto", self.client if udp else f"tcp{self.family}-server", "--local", host.address,
                  "--port", "443", "--ifconfig", f"10.8.{number}.1", f"10.8.{number}.2", wait=f"{self.transport}:443:{host.listen}")

    def open(self):
        process = self.lab.serve(*self.base, "--dev", f"c{self.number}", "--proto", self.client, "--remote", self.host, "443", "--nobind",
                                 "--ifconfig", f"10.8.{self.number}.2", f"10.8.{self.number}.1", at="client", seconds=0.1)
        tunnel = Tunnel(self.lab, process, f"c{self.number}")
        self.lab.await_text(process, "Initialization Sequence Completed")
        return tunnel
