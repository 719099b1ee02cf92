"""curl asks dnsdist for every address itself, one query per connection, A and AAAA at once, and then fetches pages."""
from lab.forwarders import kdig, kdig_page
from lab.questions import Web, backend
from lab.resolvers import dnsdist
from lab.servers import curl, nginx, page

NEEDS = ["dnsdist", "nginx", "curl", "kdig"]
SET = "tune"
VARIANTS = ["path=near tls=1.2", "ip=6 path=far"]
FIXTURES = {"doh-curl": ("short=curl", "curl asks a DoH server for the address and then fetches the page: A and AAAA in "
                         "connections of their own."),
            "doh-dnsdist": ("short=dnsdist", "DNS over HTTPS of another server, and the same server asked for a page that is not DNS.")}


def run(lab, variant):
    doh, hosts = lab.host(lab.random.choice(("dns", "web"))), [lab.host() for _ in range(6)]
    web = Web(lab, hosts)
    backend(lab, web)
    dnsdist(lab, doh)
    nginx(lab, *hosts)
    lab.capture()
    if variant.short == "dnsdist":
        return fixture(lab, web, doh)
    lab.label(doh, "doh/h2", "curl, one query", must=["tls", doh.name])
    for host in hosts:
        lab.label(host, "https/h2", "curl, a page after a query over DoH", must=["tls", host.name], optional=True)
    doh_url = ["--resolve", f"{doh}:443:{doh.address}", "--doh-url", f"https://{doh}/dns-query", "--http2"]
    doh_url += ["--tls-max", "1.2"] if variant.tls else []
    if variant.short:
        return curl(lab, *doh_url, f"https://{hosts[0]}/small.json")
    for _ in range(5):
        host, other = lab.random.sample(hosts, 2)
        curl(lab, *doh_url, f"https://{host}/", timeout=40)
        lab.pause(0.1, 0.5)
        urls = page(lab, host)[1:] + page(lab, other)[:4]
        curl(lab, *doh_url, "-Z", *(part for url in urls for part in ("-o", "/dev/null", url)), timeout=40)
        lab.pause(0.5, 2)


def fixture(lab, web, doh):
    lab.label(doh, "doh/h2", "twelve queries", must=["tls", "h2"])
    kdig(lab, doh, "+https", "+keepopen", *kdig_page((web.visit() + web.visit())[:12]))
    lab.label(doh, "https/h2", "one request to a resolver, no DNS in it", must=["tls", "h2"])
    curl(lab, "--http2", "--resolve", f"{doh}:443:{doh.address}", f"https://{doh}/nothing", ok=False)
