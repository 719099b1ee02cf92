"""A load balancer's PROXY header, version 1 and 2, before the ClientHello."""
from lab.servers import curl, nginx, page

NEEDS = ["nginx", "haproxy", "curl"]
SET = "tune"
VARIANTS = ["path=near", "path=lan ip=6"]
FIXTURES = {"proxy-protocol": ("fixture=small", "A load balancer's PROXY header, version 1 and 2, before the ClientHello.")}


def run(lab, variant):
    host = lab.host()
    nginx(lab, host, extra="proxy_protocol")
    config = "defaults\n mode tcp\n timeout connect 3s\n timeout client 9s\n timeout server 9s\n" + "".join(
        f"listen p{n}\n bind 127.0.0.1:844{n}\n server s {host.address}:443 {send}\n"
        for n, send in ((1, "send-proxy"), (2, "send-proxy-v2")))
    lab.serve("haproxy", "-f", lab.write("balancer.cfg", config), at="client", wait="tcp:8441")
    lab.capture()
    for _ in range(1 if variant.fixture else 3):
        for version, first in ((1, "c>PROXY TCP"), (2, "c>\r\n\r\n\0\r\nQUIT\n")):
            lab.label(host, "https/h2", f"PROXY protocol version {version}, then TLS", must=[first])
            urls = [f"https://{host}/"] if variant.fixture else lab.random.sample(page(lab, host), 3)
            curl(lab, "--connect-to", f"{host}:443:127.0.0.1:844{version}", *(part for url in urls for part in ("-o", "/dev/null", url)))
            lab.pause(0.1, 0.8)
