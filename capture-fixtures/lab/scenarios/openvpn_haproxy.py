"""
OpenVPN over TCP inside TLS, HAProxy in front of the server and socat at the client's end; a static page for whoever comes without.
"""
from lab.inner import Inside
from lab.proxies import Through, openvpn_pair
from lab.servers import curl

NEEDS = ["haproxy", "socat", "openvpn", "nginx", "curl", "dig", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=far", "tls=1.3 path=lossy cipher=CHACHA20-POLY1305 ip=6", "tls=1.3 browser=on path=slow"]
CONFIG = """defaults
  mode tcp
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend all
  bind ADDRESS:443 ssl crt PEM ssl-max-ver TLSvVERSION alpn http/1.1
  tcp-request inspect-delay 3s
  tcp-request content accept if HTTP
  tcp-request content accept if { req.len ge 2 }
  use_backend site if HTTP
  default_backend tunnel
backend site
  server a 127.0.0.1:8000
backend tunnel
  server b 127.0.0.1:1194
"""
SESSIONS = (("browse", "idle", "typing"), ("api", "together", "short"), ("download", "upload"))


def run(lab, variant):
    host, inside = lab.host(), Inside(lab, sites=3)
    command = openvpn_pair(lab, host, "127.0.0.1", 1194)
    site = lab.path("site.conf")
    page = f"server {{ listen 127.0.0.1:8000; return 200 '{lab.random.randbytes(900).hex()}'; }}"
    page = f"http {{ default_type text/html; access_log off; {page} }}"
    lab.write("site.conf", f"daemon off; pid {lab.temp}/site.pid; error_log {lab.temp}/site.err; user root; events {{}} {page}")
    lab.serve("nginx", "-c", site, wait="tcp:8000")
    pem = lab.write("front.pem", open(host.certificate).read() + open(host.key).read())
    text = CONFIG.replace("ADDRESS", host.listen.strip("[]")).replace("PEM", pem).replace("VERSION", variant.tls)
    lab.serve("haproxy", "-db", "-f", lab.write("haproxy.cfg", text), wait=f"tcp:443:{host.listen}")
    lab.capture()
    peer = f"OPENSSL:{host.listen}:443,cafile={lab.ca},commonname={host},snihost={host}"
    lab.serve("socat", "TCP4-LISTEN:1194,bind=127.0.0.1,fork,reuseaddr", peer, at="client", wait="tcp:1194")
    cipher = ["--data-ciphers", variant.cipher] if variant.cipher else []
    through = Through(lab, host, inside, [], "HAProxy and socat, OpenVPN inside", "vpn/unknown-tunnel", must=["tls", host.name], many=True)
    for kinds in [("browser", "together", "browser")] if variant.browser else SESSIONS:
        process = lab.serve(*command, *cipher, at="client")
        lab.await_text(process, "Initialization Sequence Completed")
        through.use(*kinds)
        lab.stop(process)
    lab.label(host, "https/h1", "a page beside the tunnel", must=["tls", host.name])
    for _ in range(3):
        curl(lab, f"https://{host}/")
        lab.pause(0.2, 1)
