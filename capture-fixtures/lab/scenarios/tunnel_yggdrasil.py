"""
Yggdrasil on TCP 443: two nodes of an overlay peer by TLS with certificates of their own making; a SOCKS proxy is reached at its
address inside.
"""
import json

from lab.inner import Inside
from lab.proxies import MIXES, Through, microsocks
from lab.tools import sh

NEEDS = ["yggdrasil", "ping", "microsocks", "nginx", "curl", "chromium", "certutil"]
SET = "test"
VARIANTS = ["mix=mixed path=near", "mix=small path=far ip=6", "mix=browser path=near", "mix=bulk path=slow"]


class Node:
    def __init__(self, lab, at, device, **settings):
        config = json.loads(sh("yggdrasil", "-genconf", "-json"))
        config |= {"IfName": device, "AdminListen": "none", "MulticastInterfaces": [], "NodeInfoPrivacy": True, **settings}
        path = lab.write(f"{device}.json", json.dumps(config))
        self.address = sh("yggdrasil", "-useconffile", path, "-address").strip()
        self.process = lab.serve("yggdrasil", "-useconffile", path, at=at)


def run(lab, variant):
    host, inside = lab.host(certificate=False), Inside(lab, sites=4)
    gate = Node(lab, "server", "yggs", Listen=[f"tls://{host.listen}:443"])
    lab.await_port(f"tcp:443:{host.listen}", "server")
    lab.await_text(gate.process, "IPv6")
    lab.pause(1)
    microsocks(lab, gate.address, 1080)
    lab.capture()
    proxy = ["-x", f"socks5h://[{gate.address}]:1080"]
    through = Through(lab, host, inside, proxy, "Yggdrasil, SOCKS5 inside", "vpn/unknown-tunnel", must=["tls"], many=True)
    kinds = MIXES[variant.mix]
    for n, part in enumerate((kinds[:len(kinds) // 2], kinds[len(kinds) // 2:], ("idle", "short"))):
        node = Node(lab, "client", f"ygg{n}", Peers=[f"tls://{host.listen}:443"])
        reached(lab, gate.address)
        through.use(*part)
        lab.stop(node.process)
        lab.pause(0.5, 1.5)


def reached(lab, address):
    """Until the overlay has found its way."""
    for _ in range(30):
        if b"1 received" in lab.client("ping", "-c", "1", "-W", "1", address, ok=False):
            return
    raise RuntimeError(f"{address} does not answer")
