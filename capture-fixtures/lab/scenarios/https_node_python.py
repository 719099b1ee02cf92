"""An application of Node asked by Python: http.client with kept connections and think times, urllib with a connection for every request."""
from lab.visits import calls, page, plan, upload
from lab.webservers import PROGRAMS, listens, sites

NEEDS = ["node", "python3"]
SET = "tune"
VARIANTS = ["by=pool tls=1.3 path=near", "by=urllib tls=1.3 path=lan", "by=pool tls=1.2 ip=6 path=slow"]


def run(lab, variant):
    hosts = [lab.host() for _ in range(2)]
    sites(lab, hosts)
    arguments = [argument for address, host in listens(hosts, "{}")
                 for argument in (address.strip("[]"), host.certificate, host.key, lab.path(f"www/{host}"))]
    lab.serve("node", PROGRAMS / "server.mjs", "h2", f"TLSv{variant.tls}", f"TLSv{variant.tls}", *arguments, wait="tcp:443")
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h1", f"Python, {variant.by}: pages, calls and uploads to an application", must=["tls", host.name])
    application = "/api?bytes=" + str(lab.random.randint(100, 1500)) + "&n="
    kinds = [lambda host: page(lab, host), lambda host: calls(lab, host, application, upload="/notes/"),
             lambda host: upload(lab, host, "/files/one") + page(lab, host, again=True)]
    for number, kind in enumerate(kinds):
        if variant.by == "urllib" and number == 0:
            continue  # a page by urllib is as many connections as parts, and the last kind has one
        lines = plan(lab, f"plan{number}", kind(lab.random.choice(hosts)), kind(lab.random.choice(hosts)))
        lab.client("/usr/bin/python3", PROGRAMS / "client.py", variant.by, lines, lab.ca, variant.tls, timeout=60)
