"""TCP connections on port 443 in which nobody says anything: closed, reset, idle, refused, unanswered, a balancer's health checks."""
from lab.others import script, silence
from lab.servers import nginx

NEEDS = ["iptables", "nginx", "haproxy", "/usr/bin/python3"]
SET = "tune"
VARIANTS = ["path=near", "ip=6"]
PROBE = """
import random, socket, struct, sys, time
chance, server, closed, silent = random.Random(sys.argv[1]), *sys.argv[2:5]
def connect(address, seconds=0.0, reset=False, keep=False, half=False):
    s = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    s.settimeout(1.5)
    try:
        s.connect((address, 443))
        if keep:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 1)
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1)
        if reset:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if half:
            s.shutdown(socket.SHUT_WR)
        time.sleep(seconds)
    except OSError:
        pass
    s.close()
for _ in range(3):
    connect(server)
    connect(server, reset=True)
    connect(server, chance.uniform(0.5, 1.5), reset=True)
    connect(server, chance.uniform(0.1, 1), half=True)
    connect(closed)
connect(server, 3.5, keep=True)
connect(silent)
connect(silent)
"""


def run(lab, variant):
    server, closed, silent = lab.host(), lab.host(certificate=False), lab.host(certificate=False)
    behind = [lab.host() for _ in range(4)]
    nginx(lab, server, *behind, settings="client_header_timeout 4s;")
    silence(lab, silent)
    lab.capture()
    for host, notes in ((server, "opened, and closed, reset or idle"), (closed, "refused"), (silent, "unanswered"),
                        *((host, "a balancer's health check") for host in behind)):
        lab.label(host, "unknown/no-payload", notes)
    config = ("global\n maxconn 50\ndefaults\n mode tcp\n timeout connect 3s\n timeout client 9s\n timeout server 9s\n"
              "listen l\n bind 127.0.0.1:8443\n")
    config += "".join(f" server s{n} {host.listen}:443 check inter {lab.random.randint(600, 1500)} fall 9\n" for n,
                      host in enumerate(behind))
    balancer = lab.serve("haproxy", "-f", lab.write("haproxy.cfg", config), at="client", wait="tcp:8443")
    script(lab, PROBE, lab.random.random(), server.address, closed.address, silent.address, name="probe", at="client", timeout=60)
    lab.stop(balancer)
