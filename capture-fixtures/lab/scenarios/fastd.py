"""fastd on UDP 443 with salsa20 or AES-GCM; people use it for a while or a moment, and one key is unknown."""
from lab.inner import Inside
from lab.tools import sh
from lab.tunnels import Tunnel, sessions

NEEDS = ["fastd", "nginx", "curl", "dig", "ping"]
SET = "tune"
VARIANTS = ["method=salsa2012+umac path=near", "method=aes128-gcm path=far ip=6"]
CONFIG = """mode tap;
interface "DEVICE";
method "METHOD";
mtu 1350;
secret "SECRET";
on up "ip link set $INTERFACE up; ip address add ADDRESS/24 dev $INTERFACE";
MORE
"""


class Fastd:
    """A gateway that knows some keys, and clients that use them one after the other; the last key it does not know."""

    def __init__(self, lab, host, method, clients=8):
        self.lab, self.host, self.method, self.next = lab, host, method, 1
        self.secrets = [sh("fastd", "--generate-key", "--machine-readable").strip() for _ in range(clients + 1)]
        self.keys = [self.public(number) for number in range(clients + 1)]
        peers = "".join(f'peer "c{n}" {{ key "{self.keys[n]}"; }}\n' for n in range(1, clients))
        config = self.config(0, "fastd", f"bind {host.listen}:443;\n{peers}")
        lab.serve("fastd", "-c", config, wait=f"udp:443:{host.listen}")

    def config(self, number, device, more):
        text = CONFIG.replace("SECRET", self.secrets[number]).replace("METHOD", self.method).replace("DEVICE", device)
        return self.lab.write(f"fastd{number}.conf", text.replace("ADDRESS", f"10.13.0.{number + 1}").replace("MORE", more))

    def public(self, number):
        return sh("fastd", "--machine-readable", "--show-key", "-c", self.config(number, "none", "")).strip()

    def start(self, number):
        family = "ipv6" if self.host.v6 else "ipv4"
        peer = f'peer "server" {{ key "{self.keys[0]}"; remote {family} "{self.host}" port 443; }}'
        config = self.config(number, f"fastd{number}", peer)
        return self.lab.serve("fastd", "-c", config, at="client", seconds=0.1)

    def open(self):
        number, self.next = self.next, self.next + 1
        process = self.start(number)
        self.lab.await_text(process, "established")
        return Tunnel(self.lab, process, f"fastd{number}", via="10.13.0.1")


def run(lab, variant):
    host, inside = lab.host("plain"), Inside(lab)
    fastd = Fastd(lab, host, variant.method)
    lab.capture()
    lab.label(host, "vpn/fastd", f"method {variant.method}", "udp")
    sessions(lab, inside, fastd.open, long=2, short=4, steps=3)
    lab.label(host, "vpn/fastd", "login refused: an unknown key", "udp")
    stranger = fastd.start(8)
    lab.pause(3, 5)
    lab.stop(stranger)
