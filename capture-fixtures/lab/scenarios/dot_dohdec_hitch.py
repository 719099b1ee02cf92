"""DNS over TLS on port 443: dohdec of npm asks all in one connection, at hitch in front of a name server."""
from lab import homes
from lab.forwarders import known, npm_package
from lab.questions import Web, answered, backend
from lab.resolvers import hitch_resolver

NEEDS = ["node", "npm:dohdec", "hitch"]
SET = "test"
VARIANTS = ["path=near", "path=lossy ip=6 dnssec=on", "path=far quiet=on"]


def run(lab, variant):
    resolvers, web = [lab.host(kind) for kind in ("dns", "plain", "web")], Web(lab)
    backend(lab, web)
    hitch_resolver(lab, *resolvers)
    lab.capture()
    known(lab, *resolvers)
    asking = []
    for host in resolvers:
        lab.label(host, "doh/dot", f"dohdec over TLS, {variant.text}", must=["tls", host.name])
        questions = web.browse(lab.random.uniform(10, 15), lab.random.choice(homes.KINDS), (5, 9) if variant.quiet else (2, 8))
        asking.append(npm_package(lab, "dot", host, questions, "dnssec" if variant.dnssec else ""))
    for process in asking:
        answered(lab, process)
