"""DNS over HTTP/3 without a browser: flupke (kwik) asks caddy, in front of a DoH server, by GET through one QUIC connection."""
from lab.forwarders import known, quic_client
from lab.questions import Web, answered, backend
from lab.resolvers import caddy_resolver

NEEDS = ["java", "javac", "maven:kwik", "caddy", "node"]
SET = "tune"
VARIANTS = ["path=near padding=on", "path=far ip=6"]
FIXTURES = {"doh-h3-flupke": ("short=on", "DNS over HTTP/3 without a browser: flupke asks caddy, GET.")}


def run(lab, variant):
    hosts, web = [lab.host(kind) for kind in ("dns", "web", "plain")], Web(lab)
    backend(lab, web)
    caddy_resolver(lab, *hosts)
    lab.capture()
    known(lab, *hosts)
    running = []
    for host in hosts[:1] if variant.short else hosts:
        lab.label(host, "doh/h3", f"flupke, {variant.text}", transport="udp", must=["quic", "h3"])
        questions = web.visit()[:10] if variant.short else web.browse(lab.random.uniform(9, 14))
        running.append(quic_client(lab, host, questions, "h3", 128 if variant.padding else 0))
    for process in running:
        answered(lab, process)
