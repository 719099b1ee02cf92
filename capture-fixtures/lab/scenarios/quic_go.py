"""quic-go at both ends of protocols that are not HTTP/3, and of HTTP/3 with resumption, a draft version and keep-alives."""
from lab import quic

NEEDS = quic.NEEDS["quic-go"]
SET = "tune"
VARIANTS = ["path=near", "ip=6 path=lossy", "path=slow", "offload=on"]
FIXTURES = {"quic-go-streams": ("fixture=yes", "quic-go: HTTP/0.9, protocols of its own, datagrams, draft 29, and 0-RTT.")}


def run(lab, variant):
    web, draft, interop, own, chat = [lab.host() for _ in range(5)]
    quic.serve(lab, "quic-go", web, draft)
    quic.serve(lab, "quic-go", interop, alpn="hq-interop", retry=1, cid=18)
    quic.serve(lab, "quic-go", own, alpn="tunes/2,tunes/1")
    quic.serve(lab, "quic-go", chat, alpn="chat", datagrams=1, cid=4)
    lab.capture()
    lab.label(web, "quic/h3", "quic-go, pages, resumed with 0-RTT", "udp", must=["quic", web.name, "h3"])
    lab.label(draft, "quic/h3", "quic-go, draft 29 (h3-29)", "udp", must=["quic", draft.name, "h3-29"])
    lab.label(interop, "quic/hq-interop", "quic-go, HTTP/0.9 after a Retry", "udp", must=["quic", "hq-interop"])
    lab.label(own, "quic/tunes/2", "quic-go, questions and answers; two protocols offered", "udp", must=["quic", own.name])
    lab.label(chat, "quic/chat", "quic-go, datagrams both ways and small messages, kept alive", "udp", must=["quic", "chat"])
    lines = few(lab, web, draft, interop, own, chat) if variant.fixture else many(lab, web, draft, interop, own, chat)
    quic.connect(lab, "quic-go", *lines)


def few(lab, web, draft, interop, own, chat):
    return [quic.to(web, "get:/a.css", resume=1), quic.to(web, "get:/small.json", resume=1),
            quic.to(draft, "get:/a.css", user=1, version=29), quic.to(interop, "get:/a.css", user=2, alpn="hq-interop"),
            quic.to(own, *quic.asks(lab, 3), user=3, alpn="tunes/2,tunes/1"),
            quic.to(chat, "datagrams:9:120:20", *quic.asks(lab, 2), user=4, alpn="chat", datagrams=1, cid=12)]


def many(lab, web, draft, interop, own, chat):
    pick, lines = lab.random.randint, []
    for _ in range(3):
        lines.append(quic.to(web, *quic.visit(lab, web), quic.think(lab), *quic.calls(lab, 2), resume=1, after=pick(0, 800)))
    for user in (1, 2):
        lines.append(quic.to(draft, *quic.visit(lab, draft), "put:/upload:50000", user=user, version=29, after=pick(0, 2000)))
        lines.append(quic.to(interop, "get:/index.html,/a.css,/a.js,/i0.png", user=user, alpn="hq-interop", after=pick(0, 800)))
        lines.append(quic.to(own, *quic.asks(lab, pick(4, 12)), user=user, alpn="tunes/2,tunes/1", cid=pick(4, 18)))
    lines.append(quic.to(own, *quic.asks(lab, 1, wanted=(200_000, 900_000)), user=3, alpn="tunes/2,tunes/1", after=pick(0, 3000)))
    lines.append(quic.to(chat, f"datagrams:{pick(40, 90)}:{pick(80, 300)}:20", *quic.asks(lab, 4), user=4, alpn="chat", datagrams=1))
    lines.append(quic.to(chat, *quic.asks(lab, 2), "wait:9000", *quic.asks(lab, 2), user=5, alpn="chat", datagrams=1, keepalive=2))
    return lines
