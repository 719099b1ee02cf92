"""DNS over TLS on port 443: stubby (padded, closes idle connections) and Knot Resolver at home, to dnsdist, kresd and BIND."""
from lab.forwarders import kresd_forwarder, name_server, stubby
from lab.questions import Web, answered, ask, backend, browse_sites
from lab.resolvers import bind, dnsdist, kresd
from lab.servers import nginx

NEEDS = ["stubby", "kresd", "dnsdist", "named", "nginx", "curl"]
SET = "test"
VARIANTS = ["client=stubby server=kresd path=near pages=on", "client=kresd server=bind path=near",
            "client=stubby server=dnsdist path=lossy idle=1500"]


def run(lab, variant):
    doh, hosts = [lab.host(kind) for kind in ("dns", "plain", "web")], [lab.host() for _ in range(3)]
    web = Web(lab, hosts)
    backend(lab, web)
    start, kind = {"dnsdist": (dnsdist, "TLS"), "kresd": (kresd, "tls"), "bind": (bind, "")}[variant.server]
    doh = doh[:1] if variant.server == "bind" else doh
    for host in doh:
        start(lab, host, kind)
    nginx(lab, *hosts)
    lab.capture()
    for host in doh:
        lab.label(host, "doh/dot", f"{variant.client}, {variant.text}", must=["tls"])
    for host in hosts:
        lab.label(host, "https/h2", "curl, a page after its name was asked for over DoT", must=["tls", host.name], optional=True)
    homes = [f"127.0.0.{number + 1}" for number in range(3)]
    for number, home in enumerate(homes):
        if variant.client == "stubby":
            stubby(lab, doh[number % len(doh)], listen=home, padding=lab.random.choice((128, 128, 1)), idle=variant.get("idle", "10000"))
        else:
            kresd_forwarder(lab, doh[number % len(doh)], listen=home)
    asking = [ask(lab, web.browse(lab.random.uniform(8, 13)), home) for home in homes]
    name_server(lab)
    if variant.pages:
        browse_sites(lab, hosts, visits=3)
    for process in asking:
        answered(lab, process)
