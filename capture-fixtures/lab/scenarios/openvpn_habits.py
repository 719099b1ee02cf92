"""OpenVPN that renegotiates every few seconds, fragments, compresses or only pretends to, and pings often."""
from lab.inner import Inside
from lab.tunnels import OpenVpn, glance, sessions

NEEDS = ["openvpn", "nginx", "curl", "dig", "ping"]
SET = "tune"
HABITS = {"renegotiation": ["--reneg-sec", "8"], "fragments": ["--fragment", "1200", "--mssfix", "1200"], "stub": ["--compress", "stub-v2"],
          "compression": ["--compress", "lz4-v2", "--allow-compression", "yes"], "lzo": ["--comp-lzo", "--allow-compression", "yes"],
          "pings": ["--ping", "2"]}
VARIANTS = ["transport=udp habit=renegotiation path=near", "transport=tcp habit=compression offload=on",
            "transport=udp habit=fragments path=slow", "transport=udp habit=stub ip=6 path=far"]
FIXTURES = {"openvpn-renegotiation": ("transport=udp habit=renegotiation brief=on",
                                      "OpenVPN whose keys change every few seconds: key ids other than 0, control packets between data.")}


def run(lab, variant):
    inside = Inside(lab, 1 if variant.brief else 3)
    server = OpenVpn(lab, lab.host("plain"), variant.transport, "none", HABITS[variant.habit])
    lab.capture()
    server.label(f"habit: {variant.habit}")
    if variant.brief:
        return glance(lab, inside, server.open, ("ping", "idle", "api", "idle", "idle", "dns"))
    sessions(lab, inside, server.open, long=2, short=3, steps=4)
