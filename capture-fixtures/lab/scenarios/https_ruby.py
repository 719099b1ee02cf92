"""Ruby at both ends: WEBrick asked by Net::HTTP in kept connections; some clients refuse its certificate."""
from lab.visits import plan, session, upload
from lab.webservers import PROGRAMS, sites

NEEDS = ["ruby"]
SET = "test"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=lossy ip=6"]


def run(lab, variant):
    hosts = [lab.host() for _ in range(3)]
    sites(lab, hosts)
    for host in hosts:
        lab.serve("ruby", PROGRAMS / "server.rb", host.address, host.certificate, host.key, lab.path(f"www/{host}"),
                  wait=f"tcp:443:{host.listen}")
    lab.capture()
    def visit(lines, authority, ok=True):
        lab.client("ruby", PROGRAMS / "client.rb", lines, authority, "TLS" + variant.tls.replace(".", "_"), timeout=60, ok=ok)
    for host in hosts:
        lab.label(host, "https/h1", "Net::HTTP: pages, calls and uploads in kept connections", must=["tls", host.name])
    for number in range(2):
        visit(plan(lab, f"plan{number}", session(lab, hosts, api="/in/"), *(upload(lab, host, "/in/file") for host in hosts)), lab.ca)
    for host in hosts:
        lab.label(host, "https/tls", "alert by the client: unknown CA", must=["tls", host.name])
        visit(plan(lab, "short", [f"GET\thttps://{host}/\t0\t-", "WAIT\t0"]), host.certificate, ok=False)
