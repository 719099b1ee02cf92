"""
sstpc as a client of Microsoft's SSTP (the gateway and the client's PPP are programs of the lab): PPP in one TLS connection after
a POST without an end.
"""
from pathlib import Path

from lab.inner import Inside
from lab.tunnels import Tunnel, glance, sessions

NEEDS = ["sstpc", "nginx", "curl", "dig", "ping", "python3"]
SET = "tune"
PROGRAMS = Path(__file__).parent.parent / "programs"
VARIANTS = ["path=near", "path=far"]
FIXTURES = {"sstp": ("brief=on",
                     "Microsoft's SSTP as sstpc speaks it: PPP in TLS after a POST without an end; the gateway is a program of the lab.")}


class Sstp:
    def __init__(self, lab, host):
        self.lab, self.host, self.clients = lab, host, 0
        gateway = PROGRAMS / "gateway.py"
        lab.serve("/usr/bin/python3", gateway, "sstp", host.address, host.certificate, host.key, wait=f"tcp:443:{host.listen}")

    def start(self, password):
        self.clients += 1
        device = f"t{self.lab.tag.split('-')[1]}n{self.clients}"  # sstpc's socket in /var/run bears this name too
        words = (self.host, "user", password, device, self.lab.ca)
        return self.lab.serve("/usr/bin/python3", PROGRAMS / "sstp_client.py", *words, at="client", seconds=0.1), device

    def open(self):
        return Tunnel(self.lab, *self.start("secret"))


def run(lab, variant):
    host, inside = lab.host("plain"), Inside(lab, 1 if variant.brief else 3)
    sstp = Sstp(lab, host)
    lab.capture()
    lab.label(host, "vpn/sstp", "log-in and tunnel in TLS", must=["tls"])
    if variant.brief:
        return glance(lab, inside, sstp.open, ("ping", "dns", "api"))
    sessions(lab, inside, sstp.open, long=2, short=4, steps=3)
    lab.label(host, "vpn/sstp", "login refused: wrong password", must=["tls"])
    process, _ = sstp.start("guess")
    lab.pause(2, 3)
    lab.stop(process)
