"""haproxy ends TLS, with records of fixed, small or growing size; clients are Node's fetch, https agent and http2 session."""
from lab.servers import site
from lab.visits import download, plan, session
from lab.webservers import PROGRAMS, haproxy

NEEDS = ["haproxy", "nginx", "node"]
SET = "tune"
VARIANTS = ["by=fetch tls=1.3 path=near", "by=http2 tls=1.3 path=far",
            "by=agent tls=1.2 records=1400 ip=6 path=lossy", "by=http2 tls=1.2 records=growing path=near"]


def run(lab, variant):
    hosts = [lab.host() for _ in range(4)]
    for host in hosts:
        site(lab, host, images=(1, 4))
    records = {None: "", "growing": "tune.ssl.hard-maxrecord 16000\ntune.ssl.maxrecord 1419\ntune.idletimer 300"}
    haproxy(lab, *hosts, bind=f"ssl-min-ver TLSv{variant.tls} ssl-max-ver TLSv{variant.tls}",
            tuning=records.get(variant.records, f"tune.ssl.maxrecord {variant.records}"))
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h2" if variant.by == "http2" else "https/h1", f"node {variant.by}, pages and small calls",
                  must=["tls", host.name])
    for number in range(1 if variant.by == "fetch" else 2):  # fetch opens a connection for each of the parts
        visitors = []
        for visitor in range(2):
            files = download(lab, lab.random.choice(hosts), parts=visitor * 2 + 1)
            lines = plan(lab, f"plan{number}{visitor}", session(lab, hosts), files)
            visitors.append(lab.start("node", f"--tls-keylog={lab.keys}", PROGRAMS / "client.mjs", variant.by, lines))
        for visitor in visitors:
            lab.finish(visitor, timeout=60)
