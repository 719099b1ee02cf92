"""HTTPS proxies as people make them: stunnel in front of tinyproxy or microsocks, asked by curl and Chromium; TLS inside TLS."""
from lab.inner import Inside
from lab.proxies import MIXES, Through, microsocks, socks, stunnel_client, stunnel_server, tinyproxy

NEEDS = ["stunnel", "tinyproxy", "microsocks", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["inside=connect tls=1.3 mix=mixed path=near", "inside=connect tls=1.2 mix=small ip=6 offload=on",
            "inside=connect tls=1.3 mix=browser path=far", "inside=socks tls=1.2 mix=mixed path=lossy"]
FIXTURES = {"tls-in-tls": ("fixture=connect", "An HTTPS proxy: CONNECT and a whole TLS connection inside TLS.")}


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=1 if variant.fixture else 4)
    through_socks = variant.inside == "socks"
    (microsocks if through_socks else tinyproxy)(lab, port=3128)
    stunnel_server(lab, host, 3128, variant.get("tls", "1.3"))
    lab.capture()
    if through_socks:
        stunnel_client(lab, host, 1080)
    proxy = socks() if through_socks else ["-x", f"https://{host}:443", "--proxy-cacert", lab.ca]
    notes = "stunnel, SOCKS5 inside" if through_socks else "stunnel, CONNECT inside"
    Through(lab, host, inside, proxy, notes, must=[host.name, "tls"]).use(*MIXES[variant.get("mix", "brief")])
