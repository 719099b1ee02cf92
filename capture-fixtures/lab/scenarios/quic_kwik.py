"""kwik and flupke at both ends."""
from lab import quic

NEEDS = quic.NEEDS["kwik"]
SET = "test"
VARIANTS = ["path=lan"]


def run(lab, variant):
    host, other = lab.host(), lab.host()
    quic.serve(lab, "kwik", host)
    quic.serve(lab, "kwik", other, alpn="hq-interop,echo", cid=20)
    lab.capture()
    lab.label(host, "quic/h3", "kwik", "udp", must=["quic", host.name, "h3"])
    lab.label(other, "quic/echo", "kwik", "udp", must=["quic"])
    lines = [quic.to(host, *quic.visit(lab, host), "put:/upload:30000", "update", *quic.calls(lab, 2)),
             quic.to(host, *quic.visit(lab, host), user=1, version="2,2"),
             quic.to(host, *quic.visit(lab, host), user=2, version="1,2", large=1500),
             quic.to(other, "update", *quic.asks(lab, 4), *quic.asks(lab, 3), user=3, alpn="echo", ticket=lab.path("t"), cid=0),
             quic.to(other, *quic.asks(lab, 2), user=3, alpn="echo", ticket=lab.path("t"), early=300),
             quic.to(other, "datagrams:10:200:30", user=4, alpn="echo", datagrams=1),
             quic.to(other, "get:/index.html,/a.css", user=5, alpn="hq-interop")]
    print(quic.connect(lab, "kwik", *lines).decode())
