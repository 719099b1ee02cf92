"""kdig asks unbound over HTTPS page by page: POST and GET, padded and not, one query or a burst in a connection."""
from lab.forwarders import kdig, kdig_page
from lab.questions import Web, backend
from lab.resolvers import unbound

NEEDS = ["kdig", "unbound"]
SET = "tune"
VARIANTS = ["method=post padding=on path=near", "method=get padding=off ip=6 path=far", "single=on path=near", "big=on path=lossy"]
FIXTURES = {"doh-kdig": ("short=on", "DNS over HTTPS, queries one after another in one HTTP/2 connection, padded and not, POST and GET.")}


def run(lab, variant):
    host, web = lab.host(lab.random.choice(("dns", "web"))), Web(lab)
    big = web.big()
    backend(lab, web)
    unbound(lab, host)
    lab.capture()
    if variant.short:
        return fixture(lab, web, host)
    method = "+https-get" if variant.method == "get" else "+https"
    padding = "+padding" if variant.padding == "on" else "+nopadding"
    lab.label(host, "doh/h2", f"kdig, {variant.text}", must=["tls", host.name])
    if variant.single:
        for _, name, kind in web.visit() + web.visit(("A", "AAAA", "HTTPS")):
            kdig(lab, host, "+https", padding, "-q", name, "-t", kind)
            lab.pause(0.01, 0.3)
        return
    for _ in range(5):
        questions = web.visit(lab.random.choice((("A", "AAAA"), ("A", "AAAA", "HTTPS"))))
        if variant.big:
            questions += [(1, name, kind) for name, kind in big]
            padding = lab.random.choice(("+padding", "+nopadding", "+dnssec", "+alignment=64"))
        kdig(lab, host, method, padding, "+keepopen", *kdig_page(questions))
        lab.pause(0.3, 1.5)


def fixture(lab, web, host):
    questions = web.visit()
    kinds = ("POST, padded", ["+https"], 12), ("POST, not padded", ["+https", "+nopadding"], 12), ("one GET", ["+https-get"], 1)
    for what, options, count in kinds:
        lab.label(host, "doh/h2", what, must=["tls", host.name, "h2"])
        kdig(lab, host, *options, "+keepopen", *kdig_page(questions[:count]))
