"""Connections without a word as tools make them: curl, socat and a shell that only connect, a firewall."""
from lab.others import silence

NEEDS = ["socat", "curl", "bash", "iptables"]
SET = "test"
VARIANTS = ["path=near", "ip=6"]


def run(lab, variant):
    listener, guarded, absent = (lab.host(certificate=False) for _ in range(3))
    accept = f"{'TCP6' if listener.v6 else 'TCP4'}-LISTEN:443,bind={listener.listen},fork,reuseaddr"
    lab.serve("socat", "-T", "2", accept, "SYSTEM:sleep 3", wait=f"tcp:443:{listener.listen}")
    lab.client("ip6tables" if guarded.v6 else "iptables", "-A", "INPUT", "-d", guarded.address, "-p", "tcp", "--dport", "443", "-j",
               "REJECT", at="server")
    silence(lab, absent)
    lab.capture()
    for host, notes in ((listener, "connected to, no word"), (guarded, "a firewall's refusal"), (absent, "a firewall's silence")):
        lab.label(host, "unknown/no-payload", notes)
    waiting = lab.start("curl", "-s", "--connect-timeout", "3", f"https://{absent}/")
    for _ in range(5):
        lab.client("curl", "-sN", "--max-time", lab.random.choice(("0.3", "1", "4")), f"telnet://{listener.listen}:443", ok=False)
        lab.client("socat", "-u", "OPEN:/dev/null", f"{'TCP6' if listener.v6 else 'TCP4'}:{listener.listen}:443", ok=False)
        lab.client("bash", "-c", f"exec 3<>/dev/tcp/{listener.address}/443; sleep 0.{lab.random.randint(1, 9)}", ok=False)
        lab.client("curl", "-s", "--connect-timeout", "2", f"https://{guarded}/", ok=False)
    lab.finish(waiting, ok=False)
