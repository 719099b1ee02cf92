"""
openconnect as a client of Fortinet's and Palo Alto's gateways (the gateways are lab/programs/gateway.py): PPP or IP in one TLS
connection after a log-in.
"""
from pathlib import Path

from lab.inner import Inside
from lab.tunnels import OpenConnect, glance, sessions

NEEDS = ["openconnect", "nginx", "curl", "dig", "ping", "python3"]
SET = "test"
PROGRAM = Path(__file__).parent.parent / "programs" / "gateway.py"
VARIANTS = ["product=fortinet path=near", "product=globalprotect path=far ip=6", "product=globalprotect path=near"]
FIXTURES = {"fortinet": ("product=fortinet brief=on",
                         "Fortinet's tunnel as openconnect speaks it: PPP in TLS after a log-in by HTTP; the gateway is the lab's."),
            "globalprotect": ("product=globalprotect brief=on",
                              "Palo Alto's GlobalProtect as openconnect speaks it: IP behind 16 bytes in TLS; the gateway is the lab's.")}
WORDS = {"fortinet": ("fortinet", ""), "globalprotect": ("gp", "gateway")}


def run(lab, variant):
    host, inside = lab.host("plain"), Inside(lab, 1 if variant.brief else 3)
    right, wrong = lab.write("right", "secret\n"), lab.write("wrong", "guess\n")
    lab.serve("/usr/bin/python3", PROGRAM, variant.product, host.address, host.certificate, host.key, wait=f"tcp:443:{host.listen}")
    protocol, path = WORDS[variant.product]
    client = OpenConnect(lab, host, f"--protocol={protocol}", "-u", "user", path=path)
    lab.capture()
    lab.label(host, f"vpn/{variant.product}", "log-in and tunnel in TLS", must=["tls"])
    if variant.brief:
        return glance(lab, inside, lambda: client.open(login=right), ("ping", "dns", "api"))
    sessions(lab, inside, lambda: client.open(login=right), long=2, short=4, steps=3)
    lab.label(host, f"vpn/{variant.product}", "login refused: wrong password", must=["tls"])
    client.refused(login=wrong)
