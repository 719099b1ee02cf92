"""Programs in Python that resolve by dnspython over HTTPS, at Apache before a DoH server, and read pages of the hosts that it named."""
from lab import homes
from lab.forwarders import dnspython, known
from lab.questions import Web, answered, backend
from lab.resolvers import behind
from lab.servers import page

PACKAGES = "/usr/lib/python3/dist-packages/"
NEEDS = ["python3", PACKAGES + "dns", PACKAGES + "httpx", PACKAGES + "h2", "apache2", "node"]
SET = "test"
VARIANTS = ["http=2 method=post path=near pages=on", "http=2 method=get path=far padding=on",
            "http=1.1 method=post path=near pages=on padding=on", "http=2 method=post path=slow ip=6 pages=on"]


def run(lab, variant):
    resolvers, hosts = [lab.host(kind) for kind in ("dns", "web", "plain")], [lab.host() for _ in range(4)]
    web = Web(lab, hosts)
    backend(lab, web)
    behind(lab, "apache", *resolvers, *hosts)
    lab.capture()
    known(lab, *resolvers)
    homes.label(lab, hosts, "httpx")
    asking = []
    for host in resolvers:
        lab.label(host, f"doh/h{variant.http[0]}", f"dnspython on httpx, {variant.text}", must=["tls", host.name])
        questions = web.browse(lab.random.uniform(10, 15), lab.random.choice(homes.KINDS[:2]))
        if variant.pages:
            questions += [(lab.random.uniform(0.5, 12), site.name, parts(lab, site)) for site in lab.random.choices(hosts, k=3)]
        asking.append(dnspython(lab, host, sorted(questions), variant.method, variant.http, 128 if variant.padding else 0))
    for process in asking:
        answered(lab, process)


def parts(lab, site):
    paths = ["/" + url.rsplit("/", 1)[1] for url in page(lab, site)[1:]]
    return ":".join(["PAGE", *lab.random.sample(paths, min(len(paths), 6))])
