"""A program on Node's HTTP/2 client asks Knot Resolver through one long connection while its person browses: padded or not, POST or GET."""
from lab.forwarders import known, node_client
from lab.questions import Web, answered, backend
from lab.resolvers import kresd

NEEDS = ["node", "kresd"]
SET = "tune"
VARIANTS = ["path=near method=post padding=on", "path=far method=get padding=off long=on", "path=lossy method=post padding=off ip=6"]


def run(lab, variant):
    hosts, web = [lab.host(kind) for kind in ("dns", "plain", "web", "dns", "plain")], Web(lab)
    big = web.big()
    backend(lab, web)
    for host in hosts:
        kresd(lab, host)
    lab.capture()
    known(lab, *hosts)
    options = [variant.method, *(["padding"] if variant.padding == "on" else [])]
    asking = []
    for number, host in enumerate(hosts):
        lab.label(host, "doh/h2", f"node:http2, one connection for everything, {variant.text}", must=["tls", host.name])
        kinds = lab.random.choice((("A", "AAAA"), ("A", "AAAA"), ("A", "AAAA", "HTTPS")))
        questions = web.browse(lab.random.uniform(*((22, 26) if variant.long else (8, 11))), kinds)
        if number == 0:
            questions = sorted(questions + [(lab.random.uniform(1, 10), *one) for one in big])
        asking.append(node_client(lab, host, questions, *options))
    for process in asking:
        answered(lab, process)
