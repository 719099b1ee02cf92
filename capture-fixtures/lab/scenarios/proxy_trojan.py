"""trojan: TLS, a password, then what SOCKS would carry; whoever does not know the password gets the pages of a site, which are https."""
import json

from lab.inner import Inside
from lab.proxies import MIXES, Through, at_most, password, socks
from lab.servers import curl, site

NEEDS = ["trojan", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["tls=1.3 mix=mixed path=near", "tls=1.2 mix=small ip=6", "tls=1.3 mix=browser path=far"]
FIXTURES = {"trojan": ("tls=1.3",
                       "trojan: a password and an inner TLS connection at the beginning of TLS; a guest without password gets pages.")}


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=1 if not variant.mix else 4)
    folder = site(lab, host)
    lab.serve("/usr/bin/python3", "-m", "http.server", "--bind", "127.0.0.1", "--directory", folder, "8080", wait="tcp:8080")
    common = {"log_level": 3, "password": [password(lab)], "remote_port": 443, "tcp": {"no_delay": True}}
    server = {**common, "run_type": "server", "local_addr": host.address, "local_port": 443, "remote_addr": "127.0.0.1",
              "remote_port": 8080,
              "ssl": {"cert": host.certificate, "key": host.key, "key_password": "", "alpn": ["http/1.1"], "session_timeout": 600}}
    client = {**common, "run_type": "client", "local_addr": "127.0.0.1", "local_port": 1080, "remote_addr": host.address,
              "ssl": {"verify": True, "cert": lab.ca, "sni": host.name, "alpn": ["h2", "http/1.1"]}}
    most = at_most(lab, variant.tls)
    lab.serve("trojan", lab.write("server.json", json.dumps(server)), env=most, wait=f"tcp:443:{host.address}")
    lab.capture()
    lab.serve("trojan", lab.write("client.json", json.dumps(client)), at="client", env=most, wait="tcp:1080")
    Through(lab, host, inside, socks(), "trojan", must=[host.name, "tls"]).use(*MIXES[variant.get("mix", "brief")])
    lab.label(host, "https/h1", "pages of the site that trojan shows to guests", must=[host.name, "tls"])
    for path in ("", "a.css", "small.json", "big.bin")[:2 if not variant.mix else 4]:
        curl(lab, f"https://{host}/{path}")
        lab.pause(0.1, 0.5)
