"""
Nebula on UDP 443: Noise handshakes with a lighthouse that is also the gateway; people browse, type and call inside, and one
certificate is of another authority.
"""
from lab.inner import Inside
from lab.tools import sh
from lab.tunnels import Tunnel, sessions

NEEDS = ["nebula", "nebula-cert", "nginx", "curl", "dig", "ping"]
SET = "test"
VARIANTS = ["cipher=aes path=near", "cipher=chachapoly path=far ip=6"]
CONFIG = """pki: {ca: CA, cert: STEM.crt, key: STEM.key}
static_host_map: {MAP}
lighthouse: {am_lighthouse: SERVER, interval: 10, hosts: [LIGHTHOUSE]}
listen: {host: "ADDRESS", port: PORT}
punchy: {punch: true}
cipher: CIPHER
tun: {dev: DEVICE, mtu: 1300, unsafe_routes: [ROUTES]}
firewall: {outbound: [{port: any, proto: any, host: any}], inbound: [{port: any, proto: any, host: any}]}
logging: {level: info}
"""


class Nebula:
    def __init__(self, lab, host, cipher):
        self.lab, self.host, self.cipher, self.clients = lab, host, cipher, 0
        for authority in ("ours", "theirs"):
            files = ["-out-crt", lab.path(authority + ".crt"), "-out-key", lab.path(authority + ".key")]
            sh("nebula-cert", "ca", "-name", lab.world.word(), *files)
        self.sign("ours", "server", 1, "-subnets", "198.18.0.0/15")
        config = self.config("ours", "server", "neb", host.listen.strip("[]"), 443, server=True)
        lab.serve("nebula", "-config", config, wait=f"udp:443:{host.listen}")

    def sign(self, authority, name, number, *more):
        by, of = (lambda end: self.lab.path(authority + end)), (lambda end: self.lab.path(name + end))
        sh("nebula-cert", "sign", "-ca-crt", by(".crt"), "-ca-key", by(".key"), "-name", name, "-ip", f"10.11.0.{number}/24",
           "-out-crt", of(".crt"), "-out-key", of(".key"), *more)

    def config(self, authority, name, device, address, port, server=False):
        route = f"{{route: 198.18.0.0/15, via: 10.11.0.1, metric: {1000 + self.clients}}}"
        parts = {"SERVER": str(server).lower(), "MAP": "" if server else f'"10.11.0.1": ["{self.host}:443"]',
                 "LIGHTHOUSE": "" if server else '"10.11.0.1"', "ROUTES": "" if server else route, "CIPHER": self.cipher, "PORT": str(port),
                 "ADDRESS": address, "DEVICE": device, "STEM": self.lab.path(name), "CA": self.lab.path(authority + ".crt")}
        text = CONFIG
        for key, value in parts.items():
            text = text.replace(key, value)
        return self.lab.write(name + ".yml", text)

    def start(self, authority="ours"):
        self.clients += 1
        name, device = f"client{self.clients}", f"neb{self.clients}"
        self.sign(authority, name, self.clients + 1)
        config = self.config(authority, name, device, "[::]" if self.host.v6 else "0.0.0.0", 0)
        return self.lab.serve("nebula", "-config", config, at="client", seconds=0.1), device

    def open(self):
        process, device = self.start()
        self.lab.await_text(process, "Handshake message received")
        return Tunnel(self.lab, process, device)


def run(lab, variant):
    host, inside = lab.host("plain"), Inside(lab)
    nebula = Nebula(lab, host, variant.cipher)
    lab.capture()
    lab.label(host, "vpn/nebula", f"cipher {variant.cipher}", "udp")
    sessions(lab, inside, nebula.open, long=2, short=4, steps=4)
    lab.label(host, "vpn/nebula", "login refused: a stranger's certificate", "udp")
    stranger, _ = nebula.start("theirs")
    lab.pause(3, 5)
    lab.stop(stranger)
