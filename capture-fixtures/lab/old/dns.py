"""Encrypted DNS by Chromium: servers unbound, caddy."""
import json

from lab.lab import scenario
from lab.servers import caddy, chromium, nginx, spki

ANSWERS = "\n".join(f'  local-data: "{name}. 300 IN A 198.51.100.1"' for name in ("www.example", "static.example", "img.example"))


def unbound(lab, settings, wait="tcp:443"):
    config = f"""server:
  username: ""
  chroot: ""
  use-syslog: no
  directory: "{lab.temp}"
  pidfile: "{lab.temp}/unbound.pid"
  access-control: 0.0.0.0/0 allow
  do-daemonize: no
  tls-service-key: "{lab.key}"
  tls-service-pem: "{lab.cert}"
  {settings}
  local-zone: "example." static
{ANSWERS}
remote-control:
  control-enable: no
"""
    return lab.serve("unbound", "-d", "-c", lab.write("unbound.conf", config), wait=wait)


@scenario("doh-chromium", "A browser that resolves over HTTPS and loads a page: DoH and web of one client.",
          "unbound", "nginx", "chromium", "certutil")
def doh_chromium(lab):
    nginx(lab)
    unbound(lab, "interface: 198.51.100.53@443\n  https-port: 443")
    profile = lab.temp / "home" / "profile"
    profile.mkdir(parents=True)
    setting = {"dns_over_https": {"mode": "secure", "templates": "https://dns.example/dns-query"}}
    (profile / "Local State").write_text(json.dumps(setting))
    lab.capture()
    page = chromium(lab, "https://www.example/")
    if b"lorem ipsum" not in page:
        raise RuntimeError(f"no page: {page[-300:]}")
    return browser_and_resolver


def browser_and_resolver(flow):
    if not flow.payload or not flow.names:
        return "unknown/no-payload", "a browser's spare connection"
    if flow.server[0].endswith(".53"):
        return "doh/h2", "Chromium's resolver; it opens more connections than it uses", "dns.example"
    return "https/h2", "the page", "www.example"


@scenario("doh-h3", "DNS over HTTP/3: a browser's resolver speaks QUIC with a web server that forwards to a resolver.",
          "caddy", "unbound", "nginx", "chromium", "certutil")
def doh_h3(lab):
    unbound(lab, "interface: 127.0.0.1@8453\n  https-port: 8453", "tcp:8453")
    nginx(lab)
    caddy(lab, "https://dns.example:443 {\n bind 198.51.100.53\n TLS\n reverse_proxy https://127.0.0.1:8453 {\n"
               "  transport http {\n   tls_insecure_skip_verify\n  }\n }\n}")
    profile = lab.temp / "home" / "profile"
    profile.mkdir(parents=True)
    setting = {"dns_over_https": {"mode": "secure", "templates": "https://dns.example/dns-query"}}
    (profile / "Local State").write_text(json.dumps(setting))
    lab.capture()
    page = chromium(lab, "https://www.example/", "--origin-to-force-quic-on=dns.example:443", spki(lab))
    if b"lorem ipsum" not in page:
        raise RuntimeError(f"no page: {page[-300:]}")
    def label(flow):
        if flow.transport == "udp":
            return "doh/h3", "Chromium's resolver", "quic", "dns.example"
        return browser_and_resolver(flow)
    return label
