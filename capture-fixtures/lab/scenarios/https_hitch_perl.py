"""hitch ends TLS with plain HTTP/1.1 behind it, asked by Perl's LWP and by w3m: one request at a time."""
from lab.servers import site
from lab.visits import plan, session
from lab.webservers import PROGRAMS, hitch

NEEDS = ["hitch", "nginx", "perl", "lwp-request", "w3m"]
SET = "test"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 ip=6 path=far"]


def run(lab, variant):
    hosts = [lab.host() for _ in range(3)]
    for host in hosts:
        site(lab, host, images=(1, 5))
    hitch(lab, *hosts, settings=f'tls-protos = TLSv{variant.tls}\nalpn-protos = "http/1.1"')
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h1", "LWP: pages and calls in kept connections", must=["tls", host.name])
    lab.client("perl", PROGRAMS / "client.pl", plan(lab, "plan", session(lab, hosts)), lab.ca, timeout=60)
    for host in hosts:
        lab.label(host, "https/h1", "w3m: one page", must=["tls", host.name])
    for _ in range(6):
        host = lab.random.choice(hosts)
        lab.client("w3m", "-o", f"ssl_ca_file={lab.ca}", "-dump_source", f"https://{host}/{lab.random.choice(('', 'a.css', 'small.json'))}")
        lab.pause(0.3, 1.5)
