"""dig asks BIND over HTTPS, without a server name: each question in a connection of its own, POST and GET, signed and long answers."""
from lab.questions import Web, backend
from lab.resolvers import bind

NEEDS = ["named", "dig"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near padding=on", "tls=1.2 ip=6"]
FIXTURES = {"doh-bind": ("tls=1.3 short=on", "DNS over HTTPS between dig and BIND: no server name, one question per connection by POST "
                         "and by GET, a long signed answer.")}


def run(lab, variant):
    host, web = lab.host(lab.random.choice(("dns", "plain"))), Web(lab)
    big = web.big()
    backend(lab, web)
    bind(lab, host, tls=variant.tls, padding=variant.padding == "on")
    lab.capture()
    lab.label(host, "doh/h2", f"dig, one question in a connection, {variant.text}", must=["tls", "h2"])
    if variant.short:
        for options, (_, name, kind) in zip((["+https"], ["+https-get"], ["+https", "+dnssec"]), [*web.visit()[:2], (1, *big[1])]):
            dig(lab, host, *options, "-q", name, "-t", kind)
        return
    for _ in range(2):
        running = []
        for _, name, kind in web.visit(lab.random.choice((("A",), ("A", "AAAA"))))[:12] + [(1, *lab.random.choice(big))]:
            options = lab.random.choice((["+https"], ["+https"], ["+https-get"], ["+https", "+dnssec"], ["+https", "+padding=128"]))
            running.append(dig(lab, host, *options, "-q", name, "-t", kind, start=True))
            lab.pause(0.02, 0.3)
        for process in running:
            lab.finish(process)
        lab.pause(1, 3)


def dig(lab, host, *options, start=False):
    command = ["dig", f"@{host.address}", "-p", "443", f"+tls-ca={lab.ca}", f"+tls-hostname={host}", "+tries=1", "+time=5", *options]
    return lab.start(*command) if start else lab.client(*command)
