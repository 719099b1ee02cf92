"""SOCKS proxies in the clear on port 443, versions 4a and 5: microsocks, and ssh -D that listens for others; TLS to the web inside."""
from lab.inner import Inside
from lab.proxies import MIXES, Through, bracketed, microsocks, ssh, sshd

NEEDS = ["microsocks", "sshd", "ssh", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["server=microsocks mix=mixed path=near", "server=ssh version=4a mix=small ip=6 path=far"]
FIXTURES = {"socks": ("server=ssh fixture=both", "A SOCKS proxy on port 443, versions 5 and 4a; TLS to the web server inside.")}
SIGNS = {"5": ["c>\x05", "s>\x05\x00"], "4a": ["c>\x04\x01"]}


def run(lab, variant):
    host, inside = lab.host(certificate=False), Inside(lab, sites=1 if variant.fixture else 3)
    if variant.server == "ssh":
        sshd(lab, "127.0.0.1", 2200)
        lab.serve(*ssh(lab, 2200, "-N", "-D", f"{bracketed(host.address)}:443", "root@127.0.0.1"), wait=f"tcp:443:{host.address}")
    else:
        microsocks(lab, host.address, 443)
    lab.capture()
    for version in ("5", "4a") if variant.fixture else (variant.get("version", "5"),):
        proxy = ["-x", f"socks{'5h' if version == '5' else version}://{host}:443"]
        notes = f"SOCKS{version} in the clear, {variant.server}"
        Through(lab, host, inside, proxy, notes, "vpn/unknown-tunnel", must=SIGNS[version]).use(*MIXES[variant.get("mix", "brief")])
