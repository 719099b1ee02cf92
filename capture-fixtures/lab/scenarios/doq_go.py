"""
A home with a router's cache (dnsmasq) before a forwarder in Go that speaks DNS over QUIC, HTTP/3 or HTTPS; a part of the names is asked
for in the clear, and pages follow the answers.
"""
from lab import homes
from lab.forwarders import dnsmasq, go_forwarder
from lab.questions import Web, backend
from lab.resolvers import go_resolver
from lab.webservers import h2o

NEEDS = ["built:dns-go", "dnsmasq", "h2o", "wget2"]
SET = "test"
VARIANTS = ["protocol=quic people=3 path=near pages=on padding=on", "protocol=h3 people=3 path=far pages=on",
            "protocol=h3 people=1 path=near idle=3 padding=on", "protocol=quic people=1 path=lossy ip=6 idle=4"]
NAMES = {"h3": "doh/h3", "quic": "doh/doq"}


def run(lab, variant):
    resolvers, hosts = [lab.host(kind) for kind in ("dns", "plain")], [lab.host() for _ in range(5)]
    web = Web(lab, hosts)
    backend(lab, web)
    for host in resolvers:
        go_resolver(lab, host, variant.protocol)
    h2o(lab, *hosts)
    lab.capture()
    for host in resolvers:
        lab.label(host, NAMES[variant.protocol], f"a forwarder on quic-go, {variant.text}", "udp", must=["quic", host.name])
    homes.label(lab, hosts, "wget2")
    listens = [f"127.0.1.{number + 1}" for number in range(len(resolvers))]
    for host, listen in zip(resolvers, listens):
        behind = listen.replace("127.0.1.", "127.0.2.")
        go_forwarder(lab, host, variant.protocol, behind, 128 if variant.padding else 0, variant.get("idle", "30"))
        dnsmasq(lab, behind, listen, clear=hosts[3:])
    homes.live(lab, web, listens, int(variant.people), seconds=(10, 14), think=(3, 9) if variant.idle else (2, 8),
               hosts=hosts if variant.pages else ())
