"""
One port 443 that is OpenVPN to those who speak it and a web site to all others (--port-share), asked by browsers' rules and by
tunnels in turn.
"""
from lab.inner import Inside
from lab.servers import curl, nginx, page
from lab.tunnels import OpenVpn, glance

NEEDS = ["openvpn", "nginx", "curl", "dig", "ping"]
SET = "tune"
VARIANTS = ["path=near", "path=lossy ip=6 control=tls-auth"]
FIXTURES = {"openvpn-port-share": ("brief=on", "The same address and port is a web site and an OpenVPN server (--port-share).")}


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, 1 if variant.brief else 3)
    nginx(lab, host, port=8443, settings="listen 127.0.0.1:8443 ssl http2;")
    server = OpenVpn(lab, host, "tcp", variant.control or "none", server_options=["--port-share", "127.0.0.1", "8443"])
    lab.capture()
    for _ in range(1 if variant.brief else 5):
        lab.label(host, "https/h2", "the web site behind --port-share", must=[host.name, "tls"])
        curl(lab, "--http2", f"https://{host}/" + ("small.json" if variant.brief else ""))
        if not variant.brief:
            curl(lab, "--http2", "-Z", *(part for url in page(lab, host) for part in ("-o", "/dev/null", url)))
        lab.pause(0.3, 1)
        server.label("OpenVPN on the web site's port")
        glance(lab, inside, server.open, ("ping", "dns", "api") if variant.brief else None)
