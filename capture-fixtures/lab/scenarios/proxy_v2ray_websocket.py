"""VMess in a websocket in TLS, on a path of an nginx that also shows a site: what looks like a websocket is a tunnel."""
from lab.inner import Inside
from lab.proxies import MIXES, Through, identity, socks, v2ray_client, v2ray_server
from lab.servers import curl, nginx, page

NEEDS = ["v2ray", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["tls=1.3 mix=mixed path=near", "tls=1.2 mix=small ip=6", "tls=1.3 mux=8 mix=mixed path=far", "tls=1.2 mux=4 mix=browser"]
FIXTURES = {"v2ray-websocket": ("tls=1.3", "VMess in a websocket in TLS beside the pages of a site on the same server.")}
PATH = """location /WORD { proxy_pass http://127.0.0.1:8080; proxy_http_version 1.1; proxy_read_timeout 300s;
  proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; proxy_set_header Host $host; }"""


def run(lab, variant):
    host, inside, person = lab.host(), Inside(lab, sites=1 if not variant.mix else 4), identity(lab)
    word = lab.world.word()
    stream = {"network": "ws", "wsSettings": {"path": "/" + word, "headers": {"Host": host.name}}}
    v2ray_server(lab, "vmess", person, stream, "127.0.0.1", 8080)
    nginx(lab, host, settings=f"ssl_protocols TLSv{variant.tls}; " + PATH.replace("WORD", word))
    lab.capture()
    client = v2ray_client(lab, "vmess", person, {**stream, "security": "tls", "tlsSettings": {"serverName": host.name}}, host, variant.mux)
    notes = "VMess in a websocket" + (f", mux {variant.mux}" if variant.mux else "")
    Through(lab, host, inside, socks(), notes, must=[host.name, "tls"], many=bool(variant.mux)).use(*MIXES[variant.get("mix", "brief")])
    lab.stop(client)
    lab.label(host, "https/h2", "pages of the site beside the tunnel", must=[host.name, "h2"])
    for _ in range(1 if not variant.mix else 3):
        curl(lab, "-Z", "--http2", *(part for url in page(lab, host)[:3] for part in ("-o", "/dev/null", url)))
        lab.pause(0.1, 0.6)
