"""Hosts that resolve and also serve pages: curl asks DoH servers for pages, 404 and all, undici a site for pages and DNS (https)."""
from lab.forwarders import known, node_client
from lab.questions import Web, answered, backend
from lab.resolvers import bind, dnsdist, kresd, nginx_resolver
from lab.servers import curl, page

NEEDS = ["dnsdist", "named", "kresd", "nginx", "dnss", "curl", "node"]
SET = "test"
VARIANTS = ["path=near"]


def run(lab, variant):
    resolvers = [lab.host("dns") for _ in range(3)]
    sites, web = [lab.host("web") for _ in range(2)], Web(lab)
    backend(lab, web)
    about = 'getDOHFrontend(0):setResponsesMap({ newDOHResponseMapEntry("^/about$", 200, "<html>A resolver for everybody.</html>") })'
    dnsdist(lab, resolvers[0], after=about)
    bind(lab, resolvers[1])
    kresd(lab, resolvers[2])
    nginx_resolver(lab, *sites)
    lab.capture()
    known(lab, *resolvers, *sites)
    for host in resolvers:
        lab.label(host, "https/h2", "curl, pages that a resolver does not have or a page about it, no DNS in it", must=["tls", host.name])
        for path in lab.random.sample(("about", "nothing", "favicon.ico", "", "robots.txt"), 3) + ["about"]:
            curl(lab, "--http2", f"https://{host}/{path}", ok=False)
            lab.pause(0.1, 0.8)
    for host in sites:
        lab.label(host, "https/h2", "undici, mixed: DNS and pages in one connection", must=["tls", host.name])
        pages = [(at + n * 0.01, "/" + url.rsplit("/", 1)[1]) for at in (0.3, 4, 8) for n, url in enumerate(page(lab, host))]
        answered(lab, node_client(lab, host, web.browse(9), "get", library="fetch-h2", pages=pages))
