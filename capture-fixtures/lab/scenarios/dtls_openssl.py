"""DTLS by OpenSSL at both ends: 1.2 and 1.0, with cookie exchange, certificate or pre-shared key, in fragments, talk and silence."""
import subprocess

NEEDS = ["openssl"]
SET = "tune"
VARIANTS = ["version=1_2 mtu=300 path=near", "version=1 ip=6", "version=1_2 psk=yes path=lossy"]
FIXTURES = {"dtls12": ("version=1_2 mtu=300 fixture=once", "DTLS 1.2 with cookie exchange and certificate, in fragments of 300 bytes.")}


def run(lab, variant):
    weak = ["-cipher", "DEFAULT@SECLEVEL=0"] if variant.version == "1" else []
    secret = lab.random.randbytes(16).hex()
    hosts = [lab.host() for _ in range(1 if variant.fixture else 4)]
    for host in hosts:
        own = ["-nocert", "-psk", secret] if variant.psk else ["-cert", host.certificate, "-key", host.key]
        lab.serve("openssl", "s_server", f"-dtls{variant.version}", "-accept", f"{host.listen}:443", *own, *weak, "-listen", "-mtu",
                  variant.mtu or "1400", "-quiet",
                  wait=f"udp:443:{host.listen}", stdin=subprocess.PIPE)
    lab.capture()
    version = f"DTLS {variant.version.replace('_', '.') if '_' in variant.version else '1.0'}"
    for host, (what, count, size, pause) in zip(hosts, (("lines", 20, 6, (0, 0.02)), ("typed lines", 9, 60, (0.1, 0.5)),
                                                        ("large messages", 60, 1000, (0, 0.05)),
                                                        ("a message now and then", 2, 300, (1, 2)))):
        lab.label(host, "other/dtls", f"{version}{', pre-shared key' if variant.psk else ''}: {what}", transport="udp", must=["dtls"])
        lines = [lab.random.randbytes(size // 2).hex() + "\n" for _ in range(count)]
        own = ["-psk", secret] if variant.psk else ["-servername", host.name]
        lab.type_into("openssl", "s_client", f"-dtls{variant.version}", "-connect", f"{host.listen}:443", *own, *weak, "-quiet",
                      "-no_ign_eof",
                      lines=lines, pause=pause, ok=False)
