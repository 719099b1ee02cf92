"""Caddy (Go's TLS) asked by the JDK's HttpClient: pages with parts asked for again, ranges, small calls; HTTP/2 and 1.1."""
from lab.servers import caddy, site
from lab.visits import download, plan, session
from lab.webservers import java, trust_store

NEEDS = ["caddy", "java", "keytool"]
SET = "test"
VARIANTS = ["tls=1.3 http=2 path=near", "tls=1.3 http=1.1 path=slow", "tls=1.2 http=2 ip=6 path=lossy"]


def run(lab, variant):
    hosts = [lab.host() for _ in range(3)]
    for host in hosts:
        site(lab, host, images=(2, 7))
    blocks = "".join(f"https://{host} {{\n tls {host.certificate} {host.key} {{\n protocols tls{variant.tls} tls{variant.tls}\n }}\n"
                     f" root * {lab.path('www/' + host.name)}\n file_server\n encode gzip\n}}\n" for host in hosts)
    caddy(lab, blocks, wait="tcp:443")
    store = trust_store(lab)
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h2" if variant.http == "2" else "https/h1", f"Java HttpClient, HTTP/{variant.http}: pages, ranges, calls",
                  must=["tls", host.name])
    visitors = []
    for visitor in range(2):
        lines = plan(lab, f"plan{visitor}", session(lab, hosts), download(lab, lab.random.choice(hosts), parts=visitor * 3 + 1))
        visitors.append(lab.start(*java("Visitor.java", "HTTP_2" if variant.http == "2" else "HTTP_1_1", lines, options=store)))
        lab.pause(0.5, 1.5)
    for visitor in visitors:
        lab.finish(visitor, timeout=60)
