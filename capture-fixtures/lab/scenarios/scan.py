"""What a port scan leaves: refused, half-open, opened and reset, opened and closed. No payload, no class."""
from lab.servers import nginx
from lab.tools import sh

NEEDS = ["nginx", "python3", "iptables"]
SET = "tune"
VARIANTS = ["path=lan"]
FIXTURES = {"scan": ("path=lan", "What a port scan leaves: refused, half-open, opened and reset, opened and closed. No payload, no class.")}
PROBE = """
import socket, struct, sys
s = socket.socket(); s.settimeout(1.2)
try:
    s.connect((sys.argv[1], 443))
    if "reset" in sys.argv: s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
except OSError: pass
s.close()
"""


def run(lab, variant):
    host, silent = lab.host(), lab.host(certificate=False)
    server = nginx(lab, host)
    probe = lab.write("probe.py", PROBE)
    lab.capture()
    sh("ip", "netns", "exec", lab.wire.server, "iptables", "-A", "INPUT", "-d", silent.v4, "-j", "DROP")
    def knock(target, what, *how):
        lab.label(target, "unknown/no-payload", what)
        lab.client("/usr/bin/python3", probe, target.v4, *how)
    knock(host, "opened and closed")
    knock(host, "opened and reset", "reset")
    knock(silent, "SYN unanswered")
    lab.stop(server)
    knock(host, "refused")
