"""GNU VPE on port 443, over UDP and over TCP: nodes that know each other's RSA keys, Ethernet between them; one key is nobody's."""
import os

from lab.inner import Inside
from lab.tools import sh
from lab.tunnels import Tunnel, sessions

NEEDS = ["gvpe", "gvpectrl", "nginx", "curl", "dig", "ping"]
SET = "test"
VARIANTS = ["transport=udp path=near", "transport=tcp path=far", "transport=udp path=lossy rekey=12"]
GLOBAL = """mtu = 1400
ifpersist = no
rekey = REKEY
keepalive = 5
loglevel = info
udp-port = OWN
tcp-port = OWN
enable-udp = no
enable-TRANSPORT = yes
ifname = IFNAME
pid-file = FOLDER/%s.pid
compress = yes
connect = never
node = gate
TRANSPORT-port = 443
hostname = ADDRESS
connect = always
"""
UP = """#!/bin/sh
ip link set $IFNAME address $MAC mtu $MTU up
ip address add 10.34.0.$NODEID/24 dev $IFNAME
"""


class Gvpe:
    def __init__(self, lab, host, transport, rekey, people=6):
        self.lab, self.host, self.clients = lab, host, 0
        self.names = ["gate", *(f"{lab.world.word()}{n}" for n in range(people))]
        self.settings = {"TRANSPORT": transport, "REKEY": rekey, "ADDRESS": host.address, "FOLDER": str(lab.temp)}
        lab.write("gvpe.conf", "node = gate\n")
        for name in self.names:
            sh("gvpectrl", "-c", lab.temp, "-g", lab.path(f"key-{name}"))
        lab.serve("gvpe", "-D", "-c", self.folder("gate", "gvs"), "gate", wait=f"{transport}:443")

    def folder(self, name, device, key=None):
        text = GLOBAL.replace("IFNAME", device).replace("OWN", str(self.lab.random.randint(20000, 50000)))
        for word, value in self.settings.items():
            text = text.replace(word, str(value))
        text += "".join(f"node = {other}\n" for other in self.names[1:])
        folder = f"gvpe-{device}"
        self.lab.write(f"{folder}/gvpe.conf", text)
        self.lab.write(f"{folder}/hostkey", (self.lab.temp / f"key-{key or name}.privkey").read_text())
        os.chmod(self.lab.write(f"{folder}/if-up", UP), 0o755)
        for other in self.names:
            self.lab.write(f"{folder}/pubkey/{other}", (self.lab.temp / f"key-{key if key and other == name else other}").read_text())
        return self.lab.path(folder)

    def start(self, key=None):
        name = self.names[1 + self.clients % (len(self.names) - 1)]
        self.clients += 1
        device = f"gvc{self.clients}"
        return self.lab.serve("gvpe", "-D", "-c", self.folder(name, device, key), name, at="client", seconds=0.2), device

    def open(self):
        process, device = self.start()
        self.lab.await_text(process, "gate")
        return Tunnel(self.lab, process, device, via="10.34.0.1")


def run(lab, variant):
    host, inside = lab.host("plain", certificate=False), Inside(lab)
    gvpe = Gvpe(lab, host, variant.transport, variant.get("rekey", "3600"))
    lab.capture()
    lab.label(host, "vpn/unknown-tunnel", f"GNU VPE over {variant.transport.upper()}", variant.transport)
    sessions(lab, inside, gvpe.open, long=2, short=2, steps=4)
    lab.label(host, "vpn/unknown-tunnel", "GNU VPE, refused: a wrong key", variant.transport)
    stranger, _ = gvpe.start(gvpe.names[1])
    lab.pause(3, 4)
    lab.stop(stranger)
