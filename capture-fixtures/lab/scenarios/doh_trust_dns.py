"""A computer whose resolver is trust-dns (Rust): HTTPS, TLS or QUIC on port 443 to a server in Go, and pages that follow the answers."""
from lab import homes
from lab.forwarders import trust_dns
from lab.questions import Web, backend
from lab.resolvers import go_resolver
from lab.webservers import lighttpd

NEEDS = ["built:trust-dns", "built:dns-go", "lighttpd", "wget2"]
SET = "test"
VARIANTS = ["protocol=https path=near pages=on", "protocol=https path=lossy ip=6", "protocol=tls path=far pages=on",
            "protocol=quic path=near pages=on"]
NAMES = {"https": "doh/h2", "tls": "doh/dot", "quic": "doh/doq"}


def run(lab, variant):
    resolvers, hosts = [lab.host(kind) for kind in ("dns", "plain", "web")], [lab.host() for _ in range(4)]
    web = Web(lab, hosts)
    backend(lab, web)
    for host in resolvers:
        go_resolver(lab, host, variant.protocol)
    lighttpd(lab, *hosts)
    lab.capture()
    transport, seen = ("udp", "quic") if variant.protocol == "quic" else ("tcp", "tls")
    for host in resolvers:
        lab.label(host, NAMES[variant.protocol], f"trust-dns, {variant.text}", transport, must=[seen, host.name])
    homes.label(lab, hosts, "wget2")
    listens = [f"127.0.0.{number + 1}" for number in range(len(resolvers))]
    for host, listen in zip(resolvers, listens):
        trust_dns(lab, host, variant.protocol, listen)
    homes.live(lab, web, listens, seconds=(11, 15), hosts=hosts if variant.pages else ())
