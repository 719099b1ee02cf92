"""One HTTP/2 connection that carries a site's pages and also DNS questions (https, mixed), or a DoH server that is asked for pages only."""
from lab.forwarders import known, node_client
from lab.questions import Web, answered, backend
from lab.resolvers import node_resolver
from lab.servers import page, site

NEEDS = ["node"]
SET = "tune"
VARIANTS = ["questions=many path=near", "questions=none path=far"]


def run(lab, variant):
    hosts = [lab.host(kind) for kind in ("dns", "web", "plain")]
    web = Web(lab)
    backend(lab, web)
    for host in hosts:
        node_resolver(lab, host, pages=site(lab, host))
    lab.capture()
    known(lab, *hosts)
    running = []
    for host in hosts:
        notes = "a DoH server asked for pages, no DNS in it" if variant.questions == "none" else "mixed: DNS and pages in one connection"
        lab.label(host, "https/h2", f"node:http2, {notes}", must=["tls", host.name])
        questions = [] if variant.questions == "none" else web.browse(11, ("A", "AAAA") if variant.questions == "many" else ("A",))
        paths = ["/" + url.rsplit("/", 1)[1] for url in page(lab, host)]
        pages = [(at + n * 0.02, path) for at in (0.5, 5, 10) for n, path in enumerate(paths) if lab.random.random() < 0.7]
        running.append(node_client(lab, host, questions, "post", pages=pages))
    for process in running:
        answered(lab, process)
