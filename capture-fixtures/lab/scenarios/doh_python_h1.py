"""A stub resolver in Python and a DoH server in Python, HTTP/1.1: one question after the other, resumption after idle phases."""
from lab.forwarders import python_client
from lab.questions import Web, answered, backend
from lab.resolvers import front_resolver, python_resolver

NEEDS = ["python3", "haproxy", "node"]
SET = "test"
VARIANTS = ["server=python block=128 method=post path=near", "server=haproxy block=0 method=get tls=1.2",
            "server=python block=0 idle=1.5 path=far ip=6"]


def run(lab, variant):
    hosts, web = [lab.host(kind) for kind in ("dns", "web", "plain", "dns")], Web(lab)
    backend(lab, web)
    if variant.server == "python":
        for host in hosts:
            python_resolver(lab, host)
    else:
        front_resolver(lab, "haproxy", *hosts, tls=variant.tls)
    lab.capture()
    asking = []
    for host in hosts:
        lab.label(host, "doh/h1", f"Python http.client, {variant.text}", must=["tls", host.name])
        questions = web.browse(lab.random.uniform(8, 13), lab.random.choice((("A",), ("A", "AAAA"))), think=(2, 6))
        asking.append(python_client(lab, host, questions, variant.get("method", "post"), variant.block, variant.get("idle", 1000)))
    for process in asking:
        answered(lab, process, timeout=150)
