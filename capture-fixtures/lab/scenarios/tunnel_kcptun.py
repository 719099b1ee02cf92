"""
kcptun on UDP 443: a SOCKS proxy's connections in one stream of KCP, whose datagrams are encrypted from the first byte and followed by
others that repair losses.
"""
from lab.inner import Inside
from lab.proxies import MIXES, Through, microsocks, password, socks

NEEDS = ["kcptun-server", "kcptun-client", "microsocks", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["crypt=aes mode=fast mix=mixed path=near", "crypt=salsa20 mode=fast3 mix=small path=lossy ip=6",
            "crypt=aes-128 mode=normal repair=off mix=bulk path=far", "crypt=none mode=fast2 mix=browser path=near"]


def run(lab, variant):
    host, inside = lab.host("plain", certificate=False), Inside(lab, sites=4)
    microsocks(lab)
    both = ["--key", password(lab), "--crypt", variant.crypt, "--mode", variant.mode, "--quiet"]
    both += ["--datashard", "0", "--parityshard", "0"] if variant.repair else []
    lab.serve("kcptun-server", "-l", f"{host.listen}:443", "-t", "127.0.0.1:1081", *both, wait=f"udp:443:{host.listen}")
    lab.capture()
    verdict = "vpn/unknown-tunnel" if variant.crypt == "none" else "vpn/fully-encrypted"
    notes = f"kcptun, SOCKS5 inside, {variant.crypt}, {variant.mode}"
    through = Through(lab, host, inside, socks(), notes, verdict, many=True, transport="udp")
    kinds = MIXES[variant.mix]
    for part in (kinds[:len(kinds) // 2], kinds[len(kinds) // 2:]):
        command = ["kcptun-client", "-r", f"{host.listen}:443", "-l", "127.0.0.1:1080", "--keepalive", "3", *both]
        client = lab.serve(*command, at="client", wait="tcp:1080")
        through.use(*part)
        lab.pause(2, 5)
        lab.stop(client)
