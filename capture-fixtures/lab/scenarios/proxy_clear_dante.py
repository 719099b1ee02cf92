"""SOCKS in the clear on port 443 with another server, Dante, asked by curl and Chromium."""
from lab.inner import Inside
from lab.proxies import MIXES, Through

NEEDS = ["danted", "nginx", "curl", "chromium", "certutil"]
SET = "test"
VARIANTS = ["version=5 mix=mixed ip=6", "version=4 mix=small path=lossy"]
SIGNS = {"5": ["c>\x05", "s>\x05"], "4": ["c>\x04\x01"]}
CONFIG = """logoutput: stderr
internal: ADDRESS port = 443
external: lo
clientmethod: none
socksmethod: none
user.privileged: root
user.unprivileged: nobody
client pass { from: 0/0 to: 0/0 }
socks pass { from: 0/0 to: 0/0 }
"""


def run(lab, variant):
    host, inside = lab.host(certificate=False), Inside(lab, sites=4)
    lab.serve("danted", "-N", "1", "-f", lab.write("danted.conf", CONFIG.replace("ADDRESS", host.address)), wait=f"tcp:443:{host.address}")
    lab.capture()
    proxy = ["-x", f"socks{'5h' if variant.version == '5' else variant.version}://{host}:443"]
    notes = f"SOCKS{variant.version} in the clear, Dante"
    Through(lab, host, inside, proxy, notes, "vpn/unknown-tunnel", must=SIGNS[variant.version]).use(*MIXES[variant.mix])
