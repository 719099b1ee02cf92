"""Stateless scans of port 443 by masscan and zmap: SYN, SYN and ACK, RST; hosts that are open, closed or not there."""
from lab.others import silence
from lab.servers import nginx
from lab.tools import sh

NEEDS = ["iptables", "masscan", "zmap", "nginx"]
SET = "test"
VARIANTS = ["path=near"]


def run(lab, variant):
    alive, closed, silent = ([lab.host(certificate=certificate) for _ in range(n)] for n,
                             certificate in ((3, True), (6, False), (4, False)))
    nginx(lab, *alive)
    for host in silent:
        silence(lab, host)
    router = lab.wire.mac(lab.wire.router, "client")
    sh("ip", "netns", "exec", lab.wire.client, "ping", "-c", "1", alive[0].v4)
    lab.capture()
    addresses = [host.v4 for host in (*alive, *closed, *silent)]
    targets = lab.write("targets.txt", "".join(f"{address}/32\n" for address in addresses))
    for program in ("masscan", "zmap"):
        for hosts, state in ((alive, "open"), (closed, "closed"), (silent, "silent")):
            for host in hosts:
                lab.label(host, "unknown/no-payload", f"{program}, port {state}")
        if program == "masscan":
            lab.client("masscan", "-p443", "--rate", "20", "--adapter", "wire", "--router-mac", router.replace(":", "-"), "--wait", "2",
                       "-iL", targets, timeout=40)
        else:
            lab.client("zmap", "-p", "443", "-r", "20", "-i", "wire", "-G", router, "-S", lab.world.client, "-c", "2", "-b", "/dev/null",
                       "-w", targets,
                       "-o", lab.path("found.csv"), "-q", timeout=40)
        lab.pause(0.5, 1)
