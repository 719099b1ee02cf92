"""Services on Node that resolve by tangerine (HTTP/1.1), at nghttpx in front of a DoH server, and call the hosts that it named."""
from lab import homes
from lab.forwarders import known, npm_package
from lab.questions import Web, answered, backend
from lab.resolvers import behind
from lab.servers import page

NEEDS = ["node", "npm:tangerine", "npm:undici", "nghttpx", "nginx"]
SET = "test"
VARIANTS = ["method=get path=near pages=on", "method=post connections=one path=far pages=on", "method=post path=lossy",
            "method=get connections=one ip=6"]


def run(lab, variant):
    resolvers, hosts = [lab.host(kind) for kind in ("dns", "web", "plain")], [lab.host() for _ in range(4)]
    web = Web(lab, hosts)
    backend(lab, web)
    behind(lab, "nghttpx", *resolvers, *hosts)
    lab.capture()
    known(lab, *resolvers)
    homes.label(lab, hosts, "undici")
    asking = []
    for host in resolvers:
        lab.label(host, "doh/h1", f"tangerine, {variant.text}", must=["tls", host.name])
        questions = web.browse(lab.random.uniform(10, 15), lab.random.choice(homes.KINDS[:2]))
        if variant.pages:
            questions += [(at + n * 0.03, url, "PAGE") for at, site in visits(lab, hosts) for n, url in enumerate(page(lab, site))]
        asking.append(npm_package(lab, "tangerine", host, sorted(questions), variant.method, variant.get("connections", "")))
    for process in asking:
        answered(lab, process)


def visits(lab, hosts):
    return [(lab.random.uniform(0.5, 12), site) for site in lab.random.choices(hosts, k=3)]
