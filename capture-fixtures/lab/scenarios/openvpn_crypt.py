"""
OpenVPN with its control channel encrypted (tls-crypt, tls-crypt-v2) or authenticated with SHA-512, over UDP and TCP; some clients
have a wrong key.
"""
from lab.inner import Inside
from lab.tunnels import OPENVPN_RESETS, OpenVpn, glance, sessions

NEEDS = ["openvpn", "nginx", "curl", "dig", "ping"]
SET = "tune"
VARIANTS = ["transport=udp control=tls-crypt path=near", "transport=udp control=tls-crypt-v2 ip=6 path=far",
            "transport=udp control=tls-auth-sha512 path=lossy",
            "transport=tcp control=tls-crypt-v2 path=near ip=6"]
FIXTURES = {"openvpn-udp": ("transport=udp control=every",
                            "OpenVPN over UDP, its control channel bare, authenticated and encrypted; a short use of each."),
            "openvpn-tcp": ("transport=tcp control=every",
                            "OpenVPN over TCP, its control channel bare, authenticated and encrypted; a short use of each.")}


NOTES = {"none": "TLS only", "tls-auth-sha512": "tls-auth with SHA-512"}


def run(lab, variant):
    if variant.control == "every":
        return every(lab, variant.transport)
    host, inside = lab.host("plain"), Inside(lab)
    server = OpenVpn(lab, host, variant.transport, variant.control)
    other = OpenVpn(lab, lab.host("plain"), variant.transport, variant.control)
    lab.capture()
    for each in (server, other):
        each.label(f"control channel {variant.control}")
    sessions(lab, inside, lambda: lab.random.choice((server, other)).open(), long=2, short=5, steps=3)
    server.label(f"login refused: a wrong key for {variant.control}", [server.must[0]])
    server.for_client = other.for_client
    process, _ = server.start("--hand-window", "5", "--connect-retry-max", "2")
    lab.pause(4, 6)
    lab.stop(process)


def every(lab, transport):
    inside = Inside(lab, 1)
    servers = [(control, OpenVpn(lab, lab.host("plain"), transport, control)) for control in OPENVPN_RESETS]
    lab.capture()
    for control, server in servers:
        server.label(NOTES.get(control, control))
        glance(lab, inside, server.open, ("ping", "dns", "api"))
