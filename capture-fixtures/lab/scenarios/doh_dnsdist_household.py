"""A household behind one forwarder (dnsdist, a DoH client on nghttp2), several people browsing, and a DoH server behind haproxy or h2o."""
from lab.forwarders import dnsdist_forwarder, name_server
from lab.questions import Web, answered, ask, backend, browse_sites
from lab.resolvers import front_resolver
from lab.servers import nginx

NEEDS = ["dnsdist", "haproxy", "h2o", "node", "nginx", "unbound", "curl"]
SET = "tune"
VARIANTS = ["front=haproxy people=4 path=near pages=on", "front=h2o people=3 path=far long=on", "front=haproxy people=6 path=slow"]


def run(lab, variant):
    doh = [lab.host(kind) for kind in ("dns", "web", "plain", "dns")]
    hosts = [lab.host() for _ in range(4)]
    web = Web(lab, hosts)
    backend(lab, web)
    front_resolver(lab, variant.front, *doh)
    nginx(lab, *hosts, name="pages")
    lab.capture()
    for host in doh:
        lab.label(host, "doh/h2", f"dnsdist for {variant.people} people, {variant.front} in front", must=["tls", host.name])
    for host in hosts:
        lab.label(host, "https/h2", "curl, a page after its name was asked for over DoH", must=["tls", host.name], optional=True)
    for number, host in enumerate(doh):
        dnsdist_forwarder(lab, host, listen=f"127.0.0.{number + 1}:53")
    asking, seconds = [], 24 if variant.long else lab.random.uniform(8, 11)
    for number in range(len(doh)):
        for _ in range(int(variant.people) if number == 0 else 1):
            kinds = lab.random.choice((("A",), ("A", "AAAA"), ("A", "AAAA", "HTTPS")))
            asking.append(ask(lab, web.browse(seconds, kinds), f"127.0.0.{number + 1}"))
    name_server(lab)
    if variant.pages:
        browse_sites(lab, hosts, visits=3)
    for process in asking:
        answered(lab, process)
