"""vtund on TCP 443: a greeting in the clear and a challenge, then the frames of a tun device, with its ciphers and compressions."""
from lab.inner import Inside
from lab.tunnels import Tunnel, sessions

NEEDS = ["vtund", "nginx", "curl", "dig", "ping"]
SET = "tune"
VARIANTS = ["cipher=blowfish128ecb compress=lzo path=near", "cipher=aes256cbc compress=no path=far",
            "cipher=no compress=zlib path=slow"]
CONFIG = """options { port 443; timeout 20; ip /sbin/ip; bindaddr { addr ADDRESS; }; }
default { type tun; proto tcp; multi yes; encrypt CIPHER; compress COMPRESS; keepalive 5:4; stat no; speed 0; }
"""
PERSON = """NAME { passwd SECRET; device DEVICE;
  up {
    program /sbin/ip "link set %% up mtu 1400" wait;
    program /sbin/ip "address add HERE peer THERE dev %%" wait;
  };
}
"""
LEGACY = """openssl_conf = o
[o]
providers = p
[p]
default = on
legacy = on
[on]
activate = 1
"""
OPTIONS = "options { port 443; timeout 20; ip /sbin/ip; }\n"


class Vtun:
    def __init__(self, lab, host, cipher, compress, people=6):
        self.lab, self.host, self.clients = lab, host, 0
        self.people = [(lab.world.word() + str(n), lab.random.randbytes(9).hex()) for n in range(people)]
        config = CONFIG.replace("ADDRESS", host.address).replace("CIPHER", cipher).replace("COMPRESS", compress)
        config += "".join(self.person(n, f"vt{n}s", f"10.32.{n}.1", f"10.32.{n}.2") for n in range(people))
        for at in ("server", "client"):  # a device says something as soon as it is up, and the other end's may not be up yet
            lab.client("sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1", at=at)
        self.env = {"OPENSSL_CONF": lab.write("legacy.cnf", LEGACY)}  # Blowfish, which is also in the challenge
        lab.serve("vtund", "-n", "-s", "-f", lab.write("vtund.conf", config), env=self.env, wait=f"tcp:443:{host.listen}")

    def person(self, n, device, here, there, secret=None):
        text = PERSON.replace("NAME", self.people[n][0]).replace("SECRET", secret or self.people[n][1])
        return text.replace("DEVICE", device).replace("THERE", there).replace("HERE", here)

    def start(self, secret=None):
        n = self.clients % len(self.people)
        self.clients += 1
        device = f"vt{n}c{self.clients}"
        config = OPTIONS + self.person(n, device, f"10.32.{n}.2", f"10.32.{n}.1", secret)
        path = self.lab.write(f"{device}.conf", config)
        command = ["vtund", "-n", "-f", path, self.people[n][0], self.host.address]
        return self.lab.serve(*command, at="client", env=self.env, seconds=0.2), device

    def open(self):
        return Tunnel(self.lab, *self.start())


def run(lab, variant):
    host, inside = lab.host("plain", certificate=False), Inside(lab)
    vtun = Vtun(lab, host, variant.cipher, variant.compress)
    lab.capture()
    lab.label(host, "vpn/unknown-tunnel", f"vtun, cipher {variant.cipher}, compression {variant.compress}", must=["s>VTUN server"])
    sessions(lab, inside, vtun.open, long=2, short=2, steps=4)
    lab.label(host, "vpn/unknown-tunnel", "vtun, login refused: a wrong password", must=["s>VTUN server"])
    stranger, _ = vtun.start(secret="wrong")
    lab.pause(1, 2)
    lab.stop(stranger)
