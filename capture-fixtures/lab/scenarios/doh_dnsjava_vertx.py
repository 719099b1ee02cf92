"""Java applications that resolve by dnsjava's DohResolver, at a DoH server on Vert.x: monitors that ask by lists, and people's pages."""
from lab import homes
from lab.forwarders import dnsjava, known
from lab.questions import Web, answered, backend
from lab.resolvers import vertx_resolver

NEEDS = ["java", "javac", "maven:dnsjava", "maven:vertx"]
SET = "test"
VARIANTS = ["path=near", "path=far ip=6", "path=near lists=on", "path=near lists=on start=cold"]
KINDS = (("A",), ("A", "TXT"), ("A", "AAAA"))


def run(lab, variant):
    hosts, web = [lab.host(kind) for kind in ("dns", "plain", "web")], Web(lab)
    backend(lab, web)
    vertx_resolver(lab, *hosts)
    lab.capture()
    known(lab, *hosts)
    asking = []
    for host in hosts:
        lab.label(host, "doh/h2", f"dnsjava, {variant.text}", must=["tls", host.name])
        questions = lists(lab, web) if variant.lists else web.browse(lab.random.uniform(11, 15), lab.random.choice(homes.KINDS))
        asking.append(dnsjava(lab, host, questions, cold=variant.start == "cold"))
    for process in asking:
        answered(lab, process, timeout=120)


def lists(lab, web):
    """A monitor's names, some of many kinds, every few seconds."""
    names = lab.random.sample(web.third, lab.random.randint(5, 9))
    every = lab.random.uniform(2.2, 4)
    return [(0.3 + turn * every + n * 0.02, name, kind) for turn in range(6)
            for n, (name, kind) in enumerate((name, kind) for name in names for kind in lab.random.choice(KINDS))]
