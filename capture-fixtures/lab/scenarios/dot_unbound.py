"""DNS over TLS on port 443: unbound at home forwards to unbound; kdig asks page by page, padded and not."""
from lab.forwarders import kdig, kdig_page, name_server, unbound_forwarder
from lab.questions import Web, answered, ask, backend, browse_sites
from lab.resolvers import unbound
from lab.servers import nginx

NEEDS = ["unbound", "kdig", "nginx", "curl"]
SET = "tune"
VARIANTS = ["client=unbound path=near pages=on", "client=kdig path=near", "client=kdig path=lossy ip=6 padding=off"]
FIXTURES = {"dot-443": ("client=kdig short=on", "DNS over TLS on port 443: no ALPN 'h2', records with a 16-bit length inside.")}


def run(lab, variant):
    doh, hosts = [lab.host(kind) for kind in ("dns", "plain", "web")], [lab.host() for _ in range(3)]
    web = Web(lab, hosts)
    backend(lab, web)
    for number, host in enumerate(doh):
        unbound(lab, host, protocol="tls", settings=f"https-port: {8443 + number}")
    nginx(lab, *hosts)
    lab.capture()
    for host in doh:
        lab.label(host, "doh/dot", f"{variant.client}, {variant.text}", must=["tls", host.name], optional=bool(variant.short))
    for host in hosts:
        lab.label(host, "https/h2", "curl, a page after its name was asked for over DoT", must=["tls", host.name], optional=True)
    if variant.short:
        kdig(lab, doh[0], "+tls", "+keepopen", *kdig_page(web.visit()[:6]))
    elif variant.client == "kdig":
        for _ in range(6):
            padding = "+nopadding" if variant.padding == "off" else "+padding"
            kdig(lab, lab.random.choice(doh), "+tls", padding, "+keepopen", *kdig_page(web.visit()))
            lab.pause(0.3, 1.5)
    else:
        at_home(lab, web, doh, hosts if variant.pages else [])


def at_home(lab, web, doh, hosts):
    for number, host in enumerate(doh):
        unbound_forwarder(lab, host, listen=f"127.0.0.{number + 1}")
    asking = [ask(lab, web.browse(lab.random.uniform(8, 12)), f"127.0.0.{n + 1}") for n in range(len(doh))]
    name_server(lab)
    if hosts:
        browse_sites(lab, hosts, visits=3)
    for process in asking:
        answered(lab, process)
