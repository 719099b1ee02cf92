"""
OpenVPN over UDP, its control channel bare or authenticated with SHA-1, with AEAD and CBC ciphers; people browse, type, call and
idle inside.
"""
from lab.inner import Inside
from lab.tunnels import OpenVpn, sessions

NEEDS = ["openvpn", "nginx", "curl", "dig", "ping"]
SET = "tune"
VARIANTS = ["control=none cipher=CHACHA20-POLY1305 path=lossy", "control=tls-auth cipher=AES-128-GCM path=far",
            "control=tls-auth cipher=AES-256-CBC ip=6 path=near"]


def run(lab, variant):
    host, inside = lab.host("plain"), Inside(lab)
    server = OpenVpn(lab, host, "udp", variant.control, ["--data-ciphers", variant.cipher])
    lab.capture()
    server.label(f"control channel {variant.control}, {variant.cipher}")
    sessions(lab, inside, server.open, long=2, short=6, steps=3)
