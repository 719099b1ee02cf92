"""
QuickTun on UDP 443: a tunnel between two who know each other's keys, by NaCl, with nonces that are times or random; each of its servers has
one client, which comes and goes.
"""
from lab.inner import LAYER3, Inside
from lab.tools import sh
from lab.tunnels import Tunnel, glance, sessions

NEEDS = ["quicktun", "keypair", "nginx", "curl", "dig", "ping"]
SET = "tune"
VARIANTS = ["protocol=nacltai path=near", "protocol=nacl0 path=far", "protocol=nacltai path=lossy"]


class QuickTun:
    """Servers and their clients, taken in turn."""

    def __init__(self, lab, hosts, protocol):
        self.lab, self.hosts, self.protocol, self.turn = lab, hosts, protocol, 0
        self.clients = [self.key_pair() for _ in hosts]
        for n, host in enumerate(hosts):
            private, public = self.key_pair()
            self.start("server", f"q{n}s", private, self.clients[n][1], LOCAL_ADDRESS=host.address, LOCAL_PORT="443",
                       REMOTE_ADDRESS="0.0.0.0", REMOTE_FLOAT="1")
            lab.await_port(f"udp:443:{host.address}", "server")
            self.up(lab.wire.server, f"q{n}s", f"10.31.{n}.1", f"10.31.{n}.2")
            self.clients[n] = (self.clients[n][0], public)

    def key_pair(self):
        lines = dict(line.split(": ") for line in sh("keypair").splitlines())
        return lines["SECRET"], lines["PUBLIC"]

    def start(self, at, device, private, public, **settings):
        settings |= {"INTERFACE": device, "TUN_MODE": "1", "PROTOCOL": self.protocol, "PRIVATE_KEY": private, "PUBLIC_KEY": public}
        return self.lab.serve("quicktun", at=at, env={"IFACE": device, **{f"IF_QT_{name}": value for name, value in settings.items()}})

    def up(self, ns, device, here, there):
        sh("ip", "-n", ns, "address", "add", here, "peer", there, "dev", device)
        sh("ip", "-n", ns, "link", "set", device, "mtu", "1400", "up")

    def open(self):
        n = self.turn % len(self.hosts)
        self.turn += 1
        device = f"q{self.turn}c"
        ports = {"LOCAL_PORT": str(self.lab.random.randint(20000, 60000)), "REMOTE_PORT": "443"}
        process = self.start("client", device, *self.clients[n], REMOTE_ADDRESS=self.hosts[n].address, **ports)
        self.up(self.lab.wire.client, device, f"10.31.{n}.2", f"10.31.{n}.1")
        return Tunnel(self.lab, process, device)


def run(lab, variant):
    hosts, inside = [lab.host("plain", certificate=False) for _ in range(4)], Inside(lab)
    quicktun = QuickTun(lab, hosts, variant.protocol)
    lab.capture()
    for host in hosts:
        lab.label(host, "vpn/unknown-tunnel", f"QuickTun, {variant.protocol}", "udp", optional=host is hosts[-1])
    sessions(lab, inside, quicktun.open, long=2, short=2, steps=4)
    glance(lab, inside, quicktun.open, lab.random.sample(LAYER3, 3))
