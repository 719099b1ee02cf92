"""
n2n on UDP 443: Ethernet between edges under Twofish, all of it by way of a supernode at that port, or directly to an edge that has
the port itself.
"""
from lab.inner import Inside
from lab.lab import FRAGMENTS
from lab.others import answers_from, leads_to
from lab.tools import sh
from lab.tunnels import Tunnel, sessions

NEEDS = ["supernode", "edge", "iptables", "nginx", "curl", "dig", "ping"]
SET = "test"
PORT = 7654  # a supernode wants all addresses of its port, also those of the sites inside
MTU = {"small": "1300", "default": "1400"}  # with what n2n adds its own default is too long for one packet
VARIANTS = ["way=supernode path=near", "way=supernode path=lossy", "way=direct mtu=default path=far"]


class Network:
    """A gateway's edge lies beside the supernode; what it sends to others directly never arrives if all goes by way of that."""

    def __init__(self, lab, host, way, mtu):
        self.lab, self.clients, self.way, self.mtu = lab, 0, way, MTU[mtu]
        self.secret, self.community = lab.random.randbytes(9).hex(), lab.world.word()
        answers_from(lab, host)
        lab.serve("supernode", "-l", PORT, wait=f"udp:{PORT}")
        if way == "supernode":
            own = lab.random.randint(20000, 50000)
            leads_to(lab, host, PORT, "udp")
            for chain, side, port in (("INPUT", "-i", "--dport"), ("OUTPUT", "-o", "--sport")):
                lab.client("iptables", "-A", chain, "!", side, "lo", "-p", "udp", port, own, "-j", "DROP", at="server")
        self.supernode = f"{host.address}:{PORT}"
        self.edge("server", "gate", 1, own if way == "supernode" else 443)
        self.supernode = f"{host.address}:{443 if way == 'supernode' else PORT}"
        sh("ip", "-n", lab.wire.server, "link", "set", "gate", "mtu", self.mtu)

    def edge(self, at, device, number, port):
        mac = self.lab.world.mac()
        return self.lab.serve("edge", "-d", device, "-a", f"10.33.0.{number}", "-s", "255.255.255.0", "-c", self.community, "-k",
                              self.secret, "-l", self.supernode, "-p", port, "-m", mac, "-r", "-M", self.mtu, at=at, seconds=1)

    def open(self):
        self.clients += 1
        device = f"n2n{self.clients}"
        process = self.edge("client", device, self.clients + 1, self.lab.random.randint(20000, 50000))
        return Tunnel(self.lab, process, device, via="10.33.0.1")


def run(lab, variant):
    host, inside = lab.host("plain", certificate=False), Inside(lab)
    network = Network(lab, host, variant.way, variant.get("mtu", "small"))
    lab.capture(filter=FRAGMENTS)
    lab.label(host, "vpn/unknown-tunnel", f"n2n, {variant.way}", "udp")
    sessions(lab, inside, network.open, long=2, short=3, steps=4)
