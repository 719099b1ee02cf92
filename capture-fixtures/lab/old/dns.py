"""Encrypted DNS: servers unbound and dnsdist; clients kdig and curl."""
from lab.lab import scenario
from lab.servers import curl, nginx

ANSWERS = "\n".join(f'  local-data: "{name}. 300 IN A 198.51.100.1"' for name in ("www.example", "static.example", "img.example"))
QUESTIONS = ["www.example", "static.example", "img.example", "nothing.example", "a-somewhat-longer-name.www.example", "mail.example"]


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


def kdig(lab, *options):
    lab.client("kdig", "@198.51.100.53", "-p", "443", f"+tls-ca={lab.ca}", "+tls-host=dns.example", *options)


@scenario("doh-kdig", "DNS over HTTPS, queries one after another in one HTTP/2 connection, padded and not, POST and GET.",
          "unbound", "kdig")
def doh_kdig(lab):
    unbound(lab, "interface: 198.51.100.53@443\n  https-port: 443")
    lab.capture()
    kdig(lab, "+https", "+keepopen", *QUESTIONS)
    kdig(lab, "+https", "+nopadding", "+keepopen", *QUESTIONS)
    kdig(lab, "+https-get", "www.example")
    return [("doh/h2", what, "h2") for what in ("POST, padded", "POST, not padded", "one GET")]


@scenario("doh-dnsdist", "DNS over HTTPS of another server, and the same server asked for a page that is not DNS.",
          "dnsdist", "unbound", "kdig", "curl")
def doh_dnsdist(lab):
    unbound(lab, "interface: 127.0.0.1@5353", "udp:5353")
    lab.serve("dnsdist", "--supervised", "-a", "0.0.0.0/0", "-C", lab.write("dnsdist.conf", f"""
newServer("127.0.0.1:5353"):setUp()
addDOHLocal("198.51.100.53:443", "{lab.cert}", "{lab.key}", {{"/dns-query"}})
"""), wait="tcp:443")
    lab.capture()
    kdig(lab, "+https", "+keepopen", *QUESTIONS, *QUESTIONS)
    curl(lab, "--http2", "https://dns.example/nothing", ok=False)
    return [("doh/h2", "twelve queries", "h2"), ("https/h2", "one request to a resolver, no DNS in it", "h2")]


@scenario("doh-curl", "curl asks a DoH server for the address and then fetches the page: A and AAAA in connections of their own.",
          "unbound", "nginx", "curl")
def doh_curl(lab):
    nginx(lab)
    unbound(lab, "interface: 198.51.100.53@443\n  https-port: 443")
    lab.capture()
    curl(lab, "--doh-url", "https://dns.example/dns-query", "https://www.example/")
    return lambda flow: (("doh/h2", "one query", "dns.example") if flow.server[0].endswith(".53") else
                         ("https/h2", "the page", "www.example"))


@scenario("dot-443", "DNS over TLS on port 443: no ALPN 'h2', records with a 16-bit length inside.", "unbound", "kdig")
def dot(lab):
    unbound(lab, "interface: 198.51.100.53@443\n  tls-port: 443\n  https-port: 8443")
    lab.capture()
    kdig(lab, "+tls", "+keepopen", *QUESTIONS)
    return [("doh/dot", "six queries", "tls")]


@scenario("plain-dns", "DNS in the clear on port 443, UDP and TCP.", "unbound", "kdig")
def plain_dns(lab):
    unbound(lab, "interface: 198.51.100.53@443\n  tls-port: 853\n  https-port: 8443")
    lab.capture()
    for transport in ("+notcp", "+tcp"):
        lab.client("kdig", "@198.51.100.53", "-p", "443", transport, "www.example")
    return [("other/dns", "UDP"), ("other/dns", "TCP")]
