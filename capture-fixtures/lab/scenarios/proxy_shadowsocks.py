"""Shadowsocks with its ciphers: random from the first byte; or with simple-obfs, which plays a TLS handshake or a websocket's."""
from lab.inner import Inside
from lab.proxies import MIXES, Through, password, socks

NEEDS = ["ss-server", "ss-local", "obfs-server", "obfs-local", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["cipher=chacha20-ietf-poly1305 mix=mixed path=near", "cipher=aes-256-gcm mix=browser ip=6",
            "cipher=aes-256-cfb mix=small path=far", "cipher=aes-128-gcm obfs=tls mix=mixed path=lossy",
            "cipher=chacha20-ietf-poly1305 obfs=http mix=mixed path=near"]
FIXTURES = {"shadowsocks": ("cipher=chacha20-ietf-poly1305 fixture=both",
                            "Shadowsocks: random from the first byte. Once bare, once with simple-obfs, which plays a TLS handshake."),
            "simple-obfs": ("cipher=aes-128-gcm obfs=http",
                            "Shadowsocks in simple-obfs's other disguise: each side begins as a websocket does, the rest is random.")}
KINDS = {"tls": "vpn/fake-tls", "http": "vpn/unknown-tunnel", "none": "vpn/fully-encrypted"}


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=1 if not variant.mix else 4)
    lab.capture()
    for obfs in ("none", "tls") if variant.fixture else (variant.get("obfs", "none"),):
        server, client = pair(lab, host, variant.cipher, obfs)
        must = {"none": [], "tls": ["tls", host.name], "http": ["c>GET /", "s>HTTP/1.1 101", "http"]}[obfs]
        notes = f"Shadowsocks {variant.cipher}" + ("" if obfs == "none" else f" with simple-obfs {obfs}")
        Through(lab, host, inside, socks(), notes, KINDS[obfs], KINDS[obfs], must).use(*MIXES[variant.get("mix", "brief")])
        lab.stop(client)
        lab.stop(server)


def pair(lab, host, cipher, obfs):
    common = ["-k", password(lab), "-m", cipher, "-s", host.address, "-p", "443"]
    for_server = for_client = []
    if obfs != "none":
        for_server = ["--plugin", "obfs-server", "--plugin-opts", f"obfs={obfs}"]
        for_client = ["--plugin", "obfs-local", "--plugin-opts", f"obfs={obfs};obfs-host={host}"]
    server = lab.serve("ss-server", *common, *for_server, wait=f"tcp:443:{host.address}")
    return server, lab.serve("ss-local", *common, "-l", "1080", "-b", "127.0.0.1", *for_client, at="client", wait="tcp:1080")
