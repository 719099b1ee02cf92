"""quinn at both ends: protocols of its own, datagrams, 0-RTT, key updates, moves; its packets grease the fixed bit (RFC 9287)."""
from lab import quic

NEEDS = quic.NEEDS["quinn"]
SET = "test"
VARIANTS = ["path=near", "ip=6 path=far", "path=lossy", "path=slow"]
FIXTURES = {"quic-quinn": ("fixture=yes",
                           "quinn: greased fixed bit, datagrams, 0-RTT, a key update, and the rest of a connection at another local port.")}


def run(lab, variant):
    interop, service, game, roamer = [lab.host() for _ in range(4)]
    quic.serve(lab, "quinn", interop, alpn="hq-interop", retry=1)
    quic.serve(lab, "quinn", service, alpn="sync-v1")
    quic.serve(lab, "quinn", game, roamer, alpn="game")
    lab.capture()
    lab.label(interop, "quic/hq-interop", "quinn, HTTP/0.9 after a Retry", "udp", must=["quic", interop.name, "hq-interop"])
    lab.label(service, "quic/sync-v1", "quinn, questions and answers, resumed with 0-RTT", "udp", must=["quic", service.name, "sync-v1"])
    lab.label(game, "quic/game", "quinn, datagrams both ways, kept alive", "udp", must=["quic", game.name, "game"])
    times = 1 if variant.fixture else 3
    client = quic.connect(lab, "quinn", *lines(lab, interop, service, game, times), start=True)
    for _ in range(1 if variant.fixture else 2):
        quic.move(lab, roamer, "game", "quinn")
    lab.finish(client, timeout=60)


def lines(lab, interop, service, game, times):
    pick, result = lab.random.randint, []
    for user in range(times):
        files = "get:/a.css" if times == 1 else "get:/index.html,/a.css,/a.js,/i0.png,/i1.png"
        result.append(quic.to(interop, files, user=user, alpn="hq-interop", after=pick(0, 1000)))
        result.append(quic.to(service, *quic.asks(lab, 4 * times), user=user + 10, alpn="sync-v1", after=pick(0, 1000)))
        large = quic.asks(lab, 2, wanted=(500, 30_000 * times))
        result.append(quic.to(service, *large, "update", *quic.asks(lab, 2), user=user + 10, alpn="sync-v1"))
        datagrams = [f"datagrams:{pick(10, 20) * times}:{pick(40, 900)}:{pick(15, 35)}", *(["wait:6000"] if times > 1 else [])]
        result.append(quic.to(game, *datagrams, *quic.asks(lab, 2), user=user + 20, alpn="game", keepalive=2))
    return result
