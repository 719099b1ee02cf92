"""TCP in websockets in TLS: wstunnel behind nginx, which shows pages beside it; SOCKS inside, one websocket per connection."""
from lab.inner import Inside
from lab.proxies import MIXES, Through, microsocks, socks
from lab.servers import curl, nginx, page
from lab.tools import CACHE

NEEDS = ["node", "npm:wstunnel", "microsocks", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["tls=1.3 mix=mixed path=near", "tls=1.2 mix=browser ip=6"]
SETTINGS = """location / { try_files $uri /index.html; if ($http_upgrade) { proxy_pass http://127.0.0.1:8080; } proxy_http_version 1.1;
  proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; proxy_set_header Host $host; }"""


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=4)
    microsocks(lab)
    program = CACHE / "node_modules" / "wstunnel" / "bin" / "wstt.js"
    lab.serve("node", program, "-s", "127.0.0.1:8080", "-t", "127.0.0.1:1081", wait="tcp:8080")
    nginx(lab, host, settings=f"ssl_protocols TLSv{variant.tls}; " + SETTINGS)
    lab.capture()
    client = lab.serve("node", program, "-t", "127.0.0.1:1080:127.0.0.1:1081", f"wss://{host}", at="client", wait="tcp:1080")
    Through(lab, host, inside, socks(), "wstunnel, SOCKS5 inside", must=[host.name, "tls"]).use(*MIXES[variant.mix])
    lab.stop(client)
    lab.label(host, "https/h2", "pages of the site beside the tunnel", must=[host.name, "h2"])
    for _ in range(3):
        curl(lab, "-Z", "--http2", *(part for url in lab.random.sample(page(lab, host), 3) for part in ("-o", "/dev/null", url)))
        lab.pause(0.1, 0.6)
