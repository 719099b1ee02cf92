"""
V2Ray's other ways: VMess in HTTP/2, in mKCP with headers that play at SRTP, a video call, DTLS or WireGuard, and in QUIC, bare
or behind such a header.
"""
from lab.inner import Inside
from lab.lab import FRAGMENTS
from lab.proxies import MIXES, Through, identity, password, socks, v2ray, v2ray_client

NEEDS = ["v2ray", "nginx", "curl", "chromium", "certutil"]
SET = "test"
VARIANTS = ["way=h2 mix=mixed path=near", "way=kcp header=srtp mix=mixed path=far", "way=kcp header=none mux=8 mix=browser path=near",
            "way=quic header=none mix=mixed path=near", "way=kcp header=wireguard mix=small ip=6", "way=quic header=wechat-video mix=bulk",
            "way=kcp header=dtls mix=bulk path=lossy"]


def streams(lab, host, variant):
    """streamSettings of server and client."""
    header = {"type": variant.get("header")}
    if variant.way == "h2":
        path = {"host": [host.name], "path": f"/{lab.world.word()}"}
        certificates = [{"certificateFile": host.certificate, "keyFile": host.key}]
        both = {"network": "http", "httpSettings": path, "security": "tls"}
        return both | {"tlsSettings": {"certificates": certificates}}, both | {"tlsSettings": {"serverName": host.name}}
    if variant.way == "kcp":
        settings = {"mtu": 1350, "uplinkCapacity": 20, "downlinkCapacity": 50, "seed": password(lab), "header": header}
        both = {"network": "kcp", "kcpSettings": settings}
        return both, both
    both = {"network": "quic", "quicSettings": {"security": "aes-128-gcm", "key": password(lab), "header": header}}
    return both, both


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=4)
    person, (there, here) = identity(lab), streams(lab, host, variant)
    transport = "tcp" if variant.way == "h2" else "udp"
    inbound = {"listen": host.address, "port": 443, "protocol": "vmess", "streamSettings": there, "settings": {"clients": [{"id": person}]}}
    v2ray(lab, "v2ray-server", inbound, {"protocol": "freedom"}, wait=f"{transport}:443:{host.listen}")
    lab.capture(filter=FRAGMENTS)  # QUIC finds the longest packet, and a header comes before it
    notes = f"VMess over {variant.way}" + (f", header {variant.header}" if variant.header else "")
    verdict = "vpn/unknown-tunnel" if variant.way == "h2" or variant.header != "none" else "vpn/fully-encrypted"
    must = [host.name, "tls"] if variant.way == "h2" else []
    through = Through(lab, host, inside, socks(), notes, verdict, must=must, many=True, transport=transport)
    kinds = MIXES[variant.mix]
    for part in (kinds[:len(kinds) // 2], kinds[len(kinds) // 2:]):
        client = v2ray_client(lab, "vmess", person, here, host, variant.get("mux", 0))
        through.use(*part)
        lab.stop(client)
        lab.pause(0.5, 2)
