"""The contrast: names asked for in the clear on port 53, pages a few ms after the answers, and no encrypted DNS anywhere."""
from lab.forwarders import name_server
from lab.questions import Web, answered, ask, backend, browse_sites
from lab.resolvers import plain_unbound
from lab.servers import nginx

NEEDS = ["unbound", "nginx", "curl"]
SET = "tune"
VARIANTS = ["path=near"]


def run(lab, variant):
    resolver, hosts = lab.host("plain", certificate=False), [lab.host() for _ in range(5)]
    web = Web(lab, hosts)
    backend(lab, web)
    plain_unbound(lab, resolver.address, 53)
    nginx(lab, *hosts)
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h2", "curl, a page after its name was asked for in the clear", must=["tls", host.name], optional=True)
    asking = ask(lab, web.browse(12), resolver.address)
    name_server(lab, resolver.address)
    browse_sites(lab, hosts, visits=4)
    answered(lab, asking)
