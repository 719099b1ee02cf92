"""
A downloader on libcurl (GnuTLS) that resolves over HTTPS, at lighttpd in front of a DoH server, and loads many small files of many hosts;
names whose files it wants again are asked for again.
"""
from lab import homes
from lab.forwarders import downloads, known
from lab.questions import Web, answered, backend
from lab.resolvers import behind
from lab.servers import page
from lab.webservers import hitch

NEEDS = ["python3", "/usr/lib/python3/dist-packages/pycurl.cpython-311-x86_64-linux-gnu.so", "lighttpd", "node", "hitch", "nginx"]
SET = "test"
VARIANTS = ["path=near", "path=far ip=6", "path=near lists=on"]


def run(lab, variant):
    resolvers = [lab.host(kind) for kind in ("dns", "plain")]
    hosts = [lab.host(lab.random.choice(("web", "plain"))) for _ in range(9)]
    backend(lab, Web(lab, hosts))
    behind(lab, "lighttpd", *resolvers)
    hitch(lab, *hosts, settings='alpn-protos = "http/1.1"')
    lab.capture()
    known(lab, *resolvers)
    homes.label(lab, hosts, "libcurl", "h1")
    running = []
    for host in resolvers:
        lab.label(host, "doh/h2", f"libcurl with GnuTLS, {variant.text}", must=["tls", host.name])
        running.append(downloads(lab, host, sorted(lists(lab, hosts) if variant.lists else transfers(lab, hosts))))
    for process in running:
        answered(lab, process)


def transfers(lab, hosts):
    """Somebody works through addresses: a page of one host and some parts of others, and again."""
    at, found = 0.2, []
    for _ in range(6):
        for host in lab.random.sample(hosts, lab.random.randint(2, 5)):
            urls = page(lab, host)
            found += [(at + lab.random.uniform(0, 0.8), url) for url in lab.random.sample(urls, min(len(urls), 4))]
        at += lab.random.uniform(2, 5)
    return found


def lists(lab, hosts):
    """A machine that looks every few seconds whether some lists have changed."""
    wanted, every = lab.random.sample(hosts, 5), lab.random.uniform(3.2, 4.2)
    return [(0.3 + turn * every + n * lab.random.uniform(0.05, 0.3), f"https://{host}/small.json")
            for turn in range(6) for n, host in enumerate(wanted)]
