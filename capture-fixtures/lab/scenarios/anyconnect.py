"""
openconnect at ocserv with passwords and DTLS: a TLS connection for the log-in and a DTLS one to the same port that carries nearly
all; one password is wrong.
"""
import subprocess

from lab.inner import Inside
from lab.tunnels import OpenConnect, glance, ocserv, sessions

NEEDS = ["ocserv", "openconnect", "nginx", "curl", "dig", "ping"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=far ip=6"]
FIXTURES = {"anyconnect": ("tls=1.3 brief=on",
                           "openconnect and ocserv speak Cisco's AnyConnect: TLS, then DTLS to the same port with a PSK.")}


def run(lab, variant):
    host, inside = lab.host("plain"), Inside(lab, 1 if variant.brief else 3)
    passwords = lab.path("passwords")
    subprocess.run(["ocpasswd", "-c", passwords, "user"], input="secret\nsecret\n", text=True, check=True, capture_output=True)
    right, wrong = lab.write("right", "secret\n"), lab.write("wrong", "guess\n")
    ocserv(lab, host, f'auth = "plain[passwd={passwords}]"', variant.tls, dtls=True)
    client = OpenConnect(lab, host, "-u", "user")
    lab.capture()
    lab.label(host, "vpn/anyconnect-tls", f"log-in with a password and control, TLS {variant.tls}", must=[host.name, "tls"])
    lab.label(host, "vpn/anyconnect-dtls", "DTLS beside the TLS connection", "udp", must=["dtls"])
    if variant.brief:
        return glance(lab, inside, lambda: client.open(login=right), ("idle", "ping", "dns", "api"))
    sessions(lab, inside, lambda: client.open(login=right), long=2, short=3, steps=3)
    lab.label(host, "vpn/anyconnect-tls", "login refused: wrong password", must=["tls"])
    client.refused(login=wrong)
