"""A tunnel inside encrypted DNS, as dnstt makes it: TXT questions and answers of its lengths, drawn, by undici and dnsdist."""
from lab.forwarders import dnsdist_forwarder, known, node_client
from lab.questions import Web, answered, ask, backend
from lab.resolvers import dnsdist, front_resolver

NEEDS = ["dnsdist", "node", "haproxy", "npm:undici"]
SET = "test"
VARIANTS = ["client=undici path=near", "client=dnsdist path=far"]


def run(lab, variant):
    hosts, web = [lab.host(kind) for kind in ("dns", "web", "plain")], Web(lab)
    backend(lab, web)
    if variant.client == "undici":
        for host in hosts:
            dnsdist(lab, host)
    else:
        front_resolver(lab, "haproxy", *hosts)
    lab.capture()
    known(lab, *hosts)
    running = []
    for number, host in enumerate(hosts):
        lab.label(host, "doh/h2", f"tunnel in DNS: TXT, {variant.text}", must=["tls", host.name])
        questions = web.tunnel(lab.random.uniform(9, 14))
        if variant.client == "undici":
            running.append(node_client(lab, host, questions, "post", library="fetch-h2"))
        else:
            dnsdist_forwarder(lab, host, listen=f"127.0.0.{number + 1}:53")
            running.append(ask(lab, questions, f"127.0.0.{number + 1}"))
    for process in running:
        answered(lab, process)
