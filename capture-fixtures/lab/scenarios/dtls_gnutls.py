"""DTLS by GnuTLS at both ends: 1.2 and 1.0, an echo server asked in several rhythms."""
import subprocess

from lab.others import answers_from

NEEDS = ["gnutls-serv", "gnutls-cli"]
SET = "tune"
VARIANTS = ["version=1.2 path=near", "version=1.0 mtu=400 ip=6"]


def run(lab, variant):
    host = lab.host()
    answers_from(lab, host)
    priority = f"NORMAL:-VERS-ALL:+VERS-DTLS{variant.version}" + (":%COMPAT" if variant.version == "1.0" else "")
    own = ["--x509certfile", host.certificate, "--x509keyfile", host.key]
    size = ["--mtu", variant.mtu or "1350"]
    lab.serve("gnutls-serv", "--udp", "--echo", "-p", "443", *own, "--priority", priority, *size, "-q", wait="udp:443",
              stdin=subprocess.PIPE)
    lab.capture()
    for what, count, length, pause in (("typed lines", 9, 60, (0.1, 0.6)), ("lines at once", 30, 200, (0, 0.03)),
                                       ("a message now and then", 2, 100, (1, 2)),
                                       ("large messages", 25, 1100, (0.02, 0.1))):
        lab.label(host, "other/dtls", f"DTLS {variant.version}: {what}", transport="udp", must=["dtls"])
        lines = [lab.random.randbytes(length // 2).hex() + "\n" for _ in range(count)]
        lab.type_into("gnutls-cli", "--udp", "-p", "443", "--x509cafile", lab.ca, "--priority", priority, *size, host.name, lines=lines,
                      pause=pause, ok=False)
