"""V2Ray's VLESS and Trojan in TLS, with a site for guests at the same port, whose pages are https."""
from lab.inner import Inside
from lab.proxies import MIXES, Through, identity, password, socks, v2ray_client, v2ray_server
from lab.servers import curl, site

NEEDS = ["v2ray", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["protocol=vless mix=mixed path=near", "protocol=vless mux=4 mix=browser ip=6", "protocol=trojan mix=mixed path=lossy"]


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=4)
    lab.serve("/usr/bin/python3", "-m", "http.server", "--bind", "127.0.0.1", "--directory", site(lab, host), "8080", wait="tcp:8080")
    key = password(lab) if variant.protocol == "trojan" else identity(lab)
    security = {"network": "tcp", "security": "tls"}
    certificate = {"certificates": [{"certificateFile": host.certificate, "keyFile": host.key}], "alpn": ["http/1.1"]}
    more = {"decryption": "none"} if variant.protocol == "vless" else {}
    v2ray_server(lab, variant.protocol, key, {**security, "tlsSettings": certificate}, host.address, fallbacks=[{"dest": 8080}], **more)
    lab.capture()
    v2ray_client(lab, variant.protocol, key, {**security, "tlsSettings": {"serverName": host.name}}, host, variant.mux)
    notes = f"V2Ray's {variant.protocol}" + (f", mux {variant.mux}" if variant.mux else "")
    Through(lab, host, inside, socks(), notes, must=[host.name, "tls"], many=bool(variant.mux)).use(*MIXES[variant.mix])
    lab.label(host, "https/h1", "pages of the site that V2Ray shows to guests", must=[host.name, "tls"])
    for path in ("", "a.js", "i0.png"):
        curl(lab, f"https://{host}/{path}")
        lab.pause(0.1, 0.5)
