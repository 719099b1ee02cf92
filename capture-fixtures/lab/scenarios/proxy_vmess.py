"""V2Ray's VMess bare on TCP, random from the first byte, and inside TLS; each inner connection by itself, or many in one by mux."""
from lab.inner import Inside
from lab.proxies import MIXES, Through, identity, socks, v2ray_client, v2ray_server

NEEDS = ["v2ray", "nginx", "curl", "chromium", "certutil"]
SET = "test"
VARIANTS = ["tls=off mix=mixed path=near", "tls=off mux=8 mix=small", "tls=on mix=mixed ip=6", "tls=on mux=8 mix=browser path=far"]
FIXTURES = {"vmess-tls": ("tls=on", "VMess inside TLS: inner TLS handshakes in records that are a little longer.")}


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=1 if not variant.mix else 4)
    person, tls = identity(lab), variant.tls == "on"
    security = {"network": "tcp", "security": "tls"} if tls else {"network": "tcp"}
    server = {"tlsSettings": {"certificates": [{"certificateFile": host.certificate, "keyFile": host.key}]}} if tls else {}
    client = {"tlsSettings": {"serverName": host.name}} if tls else {}
    v2ray_server(lab, "vmess", person, {**security, **server}, host.address)
    lab.capture()
    v2ray_client(lab, "vmess", person, {**security, **client}, host, variant.mux)
    notes = f"VMess{' in TLS' if tls else ''}{f', mux {variant.mux}' if variant.mux else ''}"
    verdicts = () if tls else ("vpn/fully-encrypted", "vpn/fully-encrypted")
    Through(lab, host, inside, socks(), notes, *verdicts, must=[host.name, "tls"] if tls else [], many=bool(variant.mux)).use(
        *MIXES[variant.get("mix", "brief")])
