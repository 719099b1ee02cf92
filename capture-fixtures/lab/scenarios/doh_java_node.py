"""Java's HttpClient asks a DoH server written for Node, HTTP/2 and 1.1, with and without padding of both sides."""
from lab.forwarders import java_client, known
from lab.questions import Web, answered, backend
from lab.resolvers import node_resolver

NEEDS = ["node", "java", "javac"]
SET = "tune"
VARIANTS = ["http=2 method=post padding=on path=near", "http=1.1 method=get path=far tls=1.2"]


def run(lab, variant):
    hosts, web = [lab.host(kind) for kind in ("dns", "plain", "web")], Web(lab)
    backend(lab, web)
    block = 128 if variant.padding else 0
    for host in hosts:
        node_resolver(lab, host, tls=variant.get("tls", "1.3"), padding=468 if variant.padding else 0)
    lab.capture()
    known(lab, *hosts)
    asking = []
    for host in hosts:
        lab.label(host, "doh/h2" if variant.http == "2" else "doh/h1", f"Java HttpClient, {variant.text}", must=["tls", host.name])
        asking.append(java_client(lab, host, web.browse(lab.random.uniform(8, 11)), variant.http, variant.method, block))
    for process in asking:
        answered(lab, process, timeout=120)
