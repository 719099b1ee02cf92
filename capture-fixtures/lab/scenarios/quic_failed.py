"""QUIC that comes to nothing, as other stacks do it: kwik, netty and quinn unanswered, refused, without a common protocol or version."""
from lab import quic

NEEDS = ["python3", *quic.NEEDS["netty"], *quic.NEEDS["quinn"]]
SET = "test"
VARIANTS = ["path=near", "ip=6 path=far", "path=lossy"]
VERSION = "5a6a7a8a"  # one of those that RFC 9000 reserves to provoke negotiation


def run(lab, variant):
    silent, closed, other, strange = [lab.host() for _ in range(4)]
    quic.deaf(lab, silent)
    quic.serve(lab, "quinn", other, alpn="gamma")
    quic.serve(lab, "quinn", strange)
    lab.capture()
    lab.label(silent, "quic/h3", "nobody answers", "udp", must=["quic"])
    lab.label(closed, "quic/h3", "port closed, ICMP", "udp", must=["quic"])
    lab.label(other, "quic/delta", "quinn refuses the only protocol offered", "udp", must=["quic", other.name])
    lab.label(strange, "quic/h3", "a reserved version, answered with the server's versions", "udp", must=["quic"])
    for stack in ("kwik", "netty", "quinn"):
        lines = [quic.to(host, user=host.name, after=lab.random.randint(0, 600), timeout=2500, fails=1) for host in (silent, closed)]
        lines += [quic.to(other, user=2, after=lab.random.randint(0, 600), alpn="delta", timeout=2500, fails=1)]
        lines += [quic.to(strange, user=3, version=VERSION, timeout=2500, fails=1)] if stack == "netty" else []
        quic.connect(lab, stack, *lines)
