"""obfs4, Tor's disguise, before a SOCKS proxy: random bytes of random lengths from the first, with and without delays of its own."""
import re
from pathlib import Path

from lab.inner import Inside
from lab.proxies import MIXES, PROGRAMS, Through, bracketed, microsocks, socks

NEEDS = ["obfs4proxy", "microsocks", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["iat=0 mix=mixed path=near", "iat=1 mix=small path=far ip=6"]
FIXTURES = {"obfs4": ("iat=0", "obfs4: both sides begin with random bytes of random length, and no two connections are alike.")}
COMMON = {"TOR_PT_MANAGED_TRANSPORT_VER": "1", "TOR_PT_EXIT_ON_STDIN_CLOSE": "0"}


def run(lab, variant):
    host, inside = lab.host(certificate=False), Inside(lab, sites=1 if not variant.mix else 3)
    microsocks(lab)
    server = lab.serve("obfs4proxy", wait=f"tcp:443:{host.address}", env={
        **COMMON, "TOR_PT_STATE_LOCATION": lab.path("pt-server"), "TOR_PT_SERVER_TRANSPORTS": "obfs4", "TOR_PT_ORPORT": "127.0.0.1:1081",
        "TOR_PT_SERVER_BINDADDR": f"obfs4-{bracketed(host.address)}:443",
        "TOR_PT_SERVER_TRANSPORT_OPTIONS": f"obfs4:iat-mode={variant.iat}"})
    lab.await_text(server, "SMETHODS DONE")
    words = re.search(r"ARGS:(\S+)", Path(server.log).read_text())[1].replace(",", ";")
    lab.capture()
    client = lab.serve("obfs4proxy", at="client", env={
        **COMMON, "TOR_PT_STATE_LOCATION": lab.path("pt-client"), "TOR_PT_CLIENT_TRANSPORTS": "obfs4"})
    lab.await_text(client, "CMETHODS DONE")
    port = re.search(r"CMETHOD obfs4 socks5 127.0.0.1:(\d+)", Path(client.log).read_text())[1]
    lab.serve("/usr/bin/python3", PROGRAMS / "pluggable_client.py", port, host.address, words, at="client", wait="tcp:1080")
    verdict = "vpn/fully-encrypted"
    Through(lab, host, inside, socks(), f"obfs4, iat-mode {variant.iat}", verdict, verdict).use(*MIXES[variant.get("mix", "brief")])
