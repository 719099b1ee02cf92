"""QUIC that comes to nothing: unanswered, refused, no common protocol, no common version; quic-go and ngtcp2."""
from lab import quic

NEEDS = ["python3", *quic.NEEDS["quic-go"], *quic.NEEDS["ngtcp2"]]
SET = "tune"
VARIANTS = ["path=near", "ip=6 path=far", "path=lossy"]
PROTOCOLS = ("alpha", "beta")


def run(lab, variant):
    silent, closed, other, strange = [lab.host() for _ in range(4)]
    quic.deaf(lab, silent)
    quic.serve(lab, "quic-go", other, alpn=PROTOCOLS[0])
    quic.serve(lab, "quic-go", strange, version=29)
    lab.capture()
    lab.label(silent, "quic/h3", "nobody answers", "udp", must=["quic", silent.name])
    lab.label(closed, "quic/h3", "port closed, ICMP", "udp", must=["quic", closed.name])
    lab.label(other, f"quic/{PROTOCOLS[1]}", "quic-go refuses the only protocol offered", "udp", must=["quic", other.name])
    lab.label(strange, "quic/h3", "quic-go offers another version than the client has", "udp", must=["quic"])
    for host in (silent, closed):
        for _ in range(2):
            quic.gtlsclient(lab, host, "--handshake-timeout=2500ms", ok=False)
            lab.pause(0.1, 0.7)
    quic.connect(lab, "quic-go", *lines(lab, silent, closed, other, strange))


def lines(lab, silent, closed, other, strange):
    patience = {"timeout": 2500, "fails": 1}
    result = [quic.to(host, "get:/index.html", user=host.name, after=begin(lab), **patience) for host in (silent, closed)]
    result += [quic.to(other, *quic.asks(lab, 1), user=user, after=begin(lab), alpn=PROTOCOLS[1], fails=1) for user in range(3)]
    return result + [quic.to(strange, "get:/index.html", user=user, version=1, after=begin(lab), **patience) for user in range(2)]


def begin(lab):
    return lab.random.randint(0, 500)
