"""ngIRCd on port 443 inside TLS: two people talk, lines as typed, the server asks now and then whether they are still there."""
from lab.others import any_port, s_client

NEEDS = ["ngircd", "openssl"]
SET = "test"
VARIANTS = ["tls=1_3 path=near", "tls=1_2 ip=6"]
CONFIG = """[Global]
Name = NAME
Info = chat
Listen = ADDRESS
[Limits]
PingTimeout = 4
PongTimeout = 20
[Options]
DNS = no
Ident = no
PAM = no
OperCanUseMode = no
[SSL]
CertFile = CERT
KeyFile = KEY
Ports = 443
"""


def run(lab, variant):
    host = lab.host()
    any_port(lab)
    config = CONFIG.replace("NAME", host.name).replace("ADDRESS", host.address).replace("CERT", host.certificate).replace("KEY", host.key)
    lab.serve("ngircd", "-n", "-f", lab.write("ngircd.conf", config), wait=f"tcp:443:{host.listen}")
    lab.capture()
    lab.label(host, "other/tls", "IRC, somebody talks", must=["tls", host.name])
    names = [lab.world.word() for _ in range(3)]
    idle = lab.start("sh", "-c",
                     f"(printf 'NICK {names[0]}\\r\\nUSER a 0 * :a\\r\\nJOIN #lab\\r\\n'; sleep 16; printf 'QUIT\\r\\n'; sleep 1) | "
                     + " ".join(s_client(lab, host, "-tls" + variant.tls)))
    for name in names[1:]:
        talk(lab, host, variant, name)
    lab.finish(idle, ok=False)
    lab.label(host, "other/tls", "IRC, left before a name was given", must=["tls"])
    lab.type_into(*s_client(lab, host, "-tls" + variant.tls), lines=["QUIT\r\n"], ok=False)


def talk(lab, host, variant, name):
    lines = [f"NICK {name}\r\n", f"USER {name} 0 * :{name}\r\n", "JOIN #lab\r\n"]
    for _ in range(lab.random.randint(4, 9)):
        lines.append(f"PRIVMSG #lab :{lab.random.randbytes(lab.random.randint(3, 60)).hex()}\r\n")
    lab.type_into(*s_client(lab, host, "-tls" + variant.tls), lines=[*lines, "WHO #lab\r\n", "QUIT :bye\r\n"], pause=(0.2, 1), ok=False)
