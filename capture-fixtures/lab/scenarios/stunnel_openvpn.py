"""OpenVPN over TCP inside TLS by stunnel: OpenVPN's message sizes show through the records."""
from lab.inner import Inside
from lab.proxies import Through, openvpn_pair, stunnel_client, stunnel_server

NEEDS = ["stunnel", "openvpn", "nginx", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=far", "tls=1.3 browser=on ip=6"]
FIXTURES = {"stunnel-openvpn": ("fixture=page",
                                "OpenVPN over TCP inside TLS by stunnel: OpenVPN's message sizes show through the records.")}
SESSIONS = (("browse", "idle"), ("api", "typing", "together"), ("download", "upload"))


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=1 if variant.fixture else 3)
    client = openvpn_pair(lab, host, "127.0.0.1", 1194)
    stunnel_server(lab, host, 1194, variant.get("tls", "1.3"))
    lab.capture()
    stunnel_client(lab, host, 1194)
    through = Through(lab, host, inside, [], "stunnel, OpenVPN inside", "vpn/unknown-tunnel", must=["tls", host.name], many=True)
    for kinds in [("few", "few")] if variant.fixture else [("browser", "together", "browser")] if variant.browser else SESSIONS:
        process = lab.serve(*client, at="client")
        lab.await_text(process, "Initialization Sequence Completed")
        through.use(*kinds)
        lab.stop(process)
