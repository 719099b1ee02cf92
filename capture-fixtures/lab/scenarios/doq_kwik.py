"""DNS over QUIC on port 443: a server on kwik, asked by kwik in one connection and by kdig (ngtcp2) in one per question."""
from lab.forwarders import kdig, kdig_page, known, quic_client
from lab.questions import Web, answered, backend
from lab.resolvers import quic_resolver

NEEDS = ["kdig", "java", "javac", "maven:kwik"]
SET = "tune"
VARIANTS = ["client=kwik path=near padding=on", "client=kwik path=far", "client=kdig path=near"]
FIXTURES = {"doq": ("client=kdig short=on", "DNS over QUIC, ALPN doq, on port 443: kdig asks a server on kwik.")}


def run(lab, variant):
    hosts, web = [lab.host(kind) for kind in ("dns", "plain")], Web(lab)
    backend(lab, web)
    for host in hosts:
        quic_resolver(lab, host)
    lab.capture()
    known(lab, *hosts)
    for host in hosts:
        lab.label(host, "doh/doq", f"{variant.client}, {variant.text}", transport="udp", must=["quic", "doq"], optional=bool(variant.short))
    if variant.short:
        kdig(lab, hosts[0], "+quic", *kdig_page(web.visit()[:4]), ok=False)
    elif variant.client == "kdig":
        for _ in range(2):
            padding = lab.random.choice(("+padding", "+nopadding"))
            kdig(lab, lab.random.choice(hosts), "+quic", padding, *kdig_page(web.visit()[:9]), ok=False, timeout=60)
            lab.pause(0.5, 2)
    else:
        running = [quic_client(lab, host, web.browse(lab.random.uniform(9, 14)), block=128 if variant.padding else 0) for host in hosts * 2]
        for process in running:
            answered(lab, process)
