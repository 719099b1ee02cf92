"""A laptop with the forwarder dnss (Go): browsing programs ask it, it asks a DoH server behind nginx, and pages follow the answers."""
from lab.forwarders import dnss, name_server
from lab.questions import Web, answered, ask, backend, browse_sites
from lab.resolvers import nginx_resolver
from lab.servers import nginx

NEEDS = ["dnss", "nginx", "unbound", "curl"]
SET = "tune"
VARIANTS = ["path=near pages=on", "path=far quiet=on", "path=lossy pages=on"]


def run(lab, variant):
    doh = [lab.host(kind) for kind in ("dns", "web", "plain", "dns")]
    hosts = [lab.host() for _ in range(4)]
    web = Web(lab, hosts)
    backend(lab, web)
    nginx_resolver(lab, *doh)
    nginx(lab, *hosts, name="pages")
    lab.capture()
    for host in doh:
        lab.label(host, "doh/h2", f"dnss, {variant.text}", must=["tls", host.name])
    for host in hosts:
        lab.label(host, "https/h2", "curl, a page after its name was asked for over DoH", must=["tls", host.name], optional=True)
    for number, host in enumerate(doh):
        dnss(lab, host, listen=f"127.0.0.{number + 1}:53")
    think = (6, 14) if variant.quiet else (2, 8)
    asking = [ask(lab, web.browse(lab.random.uniform(*((22, 26) if variant.quiet else (8, 11))), kinds, think), f"127.0.0.{n + 1}")
              for n, kinds in enumerate((("A", "AAAA"), ("A",), ("A", "AAAA", "HTTPS"), ("A", "AAAA")))]
    name_server(lab)
    if variant.pages:
        browse_sites(lab, hosts, visits=3)
    for process in asking:
        answered(lab, process)
