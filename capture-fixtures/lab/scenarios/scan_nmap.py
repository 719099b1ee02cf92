"""nmap looks at port 443 of a network: half-open and whole connections, closed and silent hosts, then all ciphers of those that answer."""
from lab.others import silence
from lab.servers import nginx

NEEDS = ["iptables", "nmap", "nginx"]
SET = "tune"
VARIANTS = ["path=near", "ip=6"]


def run(lab, variant):
    alive, closed, silent = ([lab.host(certificate=certificate) for _ in range(n)] for n,
                             certificate in ((2, True), (5, False), (3, False)))
    nginx(lab, *alive, settings="ssl_protocols TLSv1.2 TLSv1.3; ssl_ciphers HIGH:!aNULL;")
    for host in silent:
        silence(lab, host)
    lab.capture()
    nmap = ["nmap", "-n", "-Pn", "-p", "443", *(["-6"] if variant.ip == "6" else []), "--max-retries", "1", "--host-timeout", "30s"]
    for kind, notes in (("-sS", "half-open scan"), ("-sT", "scan by whole connections")):
        for hosts, state in ((alive, "open"), (closed, "closed"), (silent, "silent")):
            for host in hosts:
                lab.label(host, "unknown/no-payload", f"nmap, {notes}, port {state}")
        lab.client(*nmap, kind, *(host.address for host in (*alive, *closed, *silent)), timeout=60)
    for host in alive:
        lab.label(host, "https/tls", "nmap, which ciphers a web server has: one hello each, none used", must=["tls"])
    lab.client(*nmap, "-sS", "--script", "ssl-enum-ciphers,ssl-cert", *(host.address for host in alive), timeout=90, ok=False)
