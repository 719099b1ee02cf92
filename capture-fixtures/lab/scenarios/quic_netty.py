"""quiche in netty at both ends, post-quantum key shares; from netty to kwik, from kwik to netty, and from quinn that moves to netty."""
from lab import quic

NEEDS = [*quic.NEEDS["netty"], *quic.NEEDS["quinn"]]
SET = "tune"
VARIANTS = ["path=near", "path=lossy", "ip=6 path=far", "path=slow"]
FIXTURES = {"quic-netty": ("fixture=yes", "quiche: a post-quantum key share over two Initials, Retry, a protocol of its own, datagrams.")}
HYBRID = "X25519MLKEM768,X25519,P-256"


def run(lab, variant):
    web, retry, chat, kwik, back = hosts = [lab.host() for _ in range(5)]
    roamer = lab.host()
    quic.serve(lab, "netty", web, back)
    quic.serve(lab, "netty", retry, retry=1)
    quic.serve(lab, "netty", chat, roamer, alpn="chat", cid=18)
    if not variant.fixture:
        quic.serve(lab, "kwik", kwik)
    lab.capture()
    lab.label(web, "quic/h3", "netty, pages, uploads and calls; post-quantum key share", "udp", must=["quic", "h3"])
    lab.label(retry, "quic/h3", "netty, Retry", "udp", must=["quic", "h3"])
    lab.label(chat, "quic/chat", "netty, messages and datagrams with idle times", "udp", must=["quic", "chat"])
    if variant.fixture:
        quic.connect(lab, "netty", quic.to(web, "get:/a.css,/small.json", groups=HYBRID), quic.to(retry, "get:/a.css", user=1),
                     quic.to(chat, *quic.asks(lab, 3), "datagrams:8:200:20", user=2, alpn="chat"))
        return
    lab.label(kwik, "quic/h3", "from netty to kwik, pages and calls", "udp", must=["quic", "h3"])
    lab.label(back, "quic/h3", "from kwik to netty, pages and calls", "udp", must=["quic", "h3"])
    client = quic.connect(lab, "netty", *lines(lab, *hosts), start=True)
    quic.connect(lab, "kwik", *(quic.to(back, *quic.visit(lab, back), quic.think(lab), *quic.calls(lab, 2), after=700) for _ in range(2)))
    quic.move(lab, roamer, "chat", "from quinn to netty")
    lab.finish(client, timeout=60)


def lines(lab, web, retry, chat, kwik, back):
    pick = lab.random.randint
    result = [quic.to(web, *quic.visit(lab, web), quic.think(lab), f"put:/upload:{pick(3_000, 200_000)}", user=0, groups=HYBRID),
              quic.to(web, *quic.calls(lab, 5), user=0, groups=HYBRID, after=pick(100, 1500)),
              quic.to(web, "get:/big.bin", user=1, after=pick(0, 2000)),
              quic.to(retry, *quic.visit(lab, retry), user=2, after=pick(0, 900)),
              quic.to(chat, *quic.asks(lab, 6), f"datagrams:{pick(20, 60)}:{pick(40, 1000)}:20", "wait:7000", *quic.asks(lab, 2),
                      user=3, alpn="chat", cid=0)]
    return result + [quic.to(kwik, *quic.visit(lab, kwik), *quic.calls(lab, 2), user=user, after=pick(0, 1500)) for user in (4, 5)]
