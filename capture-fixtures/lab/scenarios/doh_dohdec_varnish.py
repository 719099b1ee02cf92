"""dohdec of npm over HTTP/2, at hitch and varnish in front of a DoH server: JSON padded in its address, and messages by GET and POST."""
from lab import homes
from lab.forwarders import known, npm_package
from lab.questions import Web, answered, backend
from lab.resolvers import varnish

NEEDS = ["node", "npm:dohdec", "hitch", "varnishd"]
SET = "test"
VARIANTS = ["format=json path=near", "format=json path=slow ip=6", "format=message method=post path=near",
            "format=message method=get path=far dnssec=on"]


def run(lab, variant):
    resolvers, web = [lab.host(kind) for kind in ("dns", "plain", "web")], Web(lab)
    backend(lab, web)
    varnish(lab, *resolvers)
    lab.capture()
    known(lab, *resolvers)
    options = ["json" if variant.format == "json" else variant.method, "dnssec" if variant.dnssec else ""]
    asking = []
    for host in resolvers:
        lab.label(host, "doh/h2", f"dohdec, also spare connections that only ask for the protocol, {variant.text}", must=["tls", host.name])
        questions = web.browse(lab.random.uniform(13, 18), homes.KINDS[1])
        asking.append(npm_package(lab, "dohdec", host, questions, *options))
    for process in asking:
        answered(lab, process)
