"""kwik and flupke at both ends: HTTP/3 in versions 1 and 2, with Retry and large hellos; and other protocols."""
from lab import quic

NEEDS = quic.NEEDS["kwik"]
SET = "test"
VARIANTS = ["path=near", "path=lossy", "ip=6 path=far", "path=slow"]
FIXTURES = {
    "quic-kwik": ("fixture=streams", "kwik: HTTP/3, HTTP/0.9, datagrams, 0-RTT; connection ids of 0 and 20 bytes."),
    "quic-version-2": ("fixture=versions", "QUIC version 2 (RFC 9369) from the first packet, and by compatible negotiation (RFC 9368)."),
    "quic-large-hello": ("fixture=large", "ClientHellos spread over two and three Initials."),
}


def run(lab, variant):
    web, second, large, retry, interop, own = hosts = [lab.host() for _ in range(6)]
    quic.serve(lab, "kwik", web, second, large)
    quic.serve(lab, "kwik", retry, retry=1)
    quic.serve(lab, "kwik", interop, alpn="hq-interop", cid=4)
    quic.serve(lab, "kwik", own, alpn="ledger", cid=20)
    lab.capture()
    fixture = variant.fixture
    lines = [line for name, make in LINES.items() if fixture in (None, name) for line in make(lab, hosts, not fixture)]
    tell(lab, hosts, fixture)
    # of about 336 connections of kwik with itself 6 stood still until they timed out, at most 2 in a run; why is not known.
    # They are QUIC all the same
    quic.connect(lab, "kwik", *lines, lost=None if fixture else 3)


def tell(lab, hosts, fixture):
    web, second, large, retry, interop, own = hosts
    labels = {"streams": [(web, "h3", "a page, calls and an upload", (web.name, "h3")),
                          (interop, "hq-interop", "HTTP/0.9", ("hq-interop",)),
                          (own, "ledger", "questions and answers, then resumed with 0-RTT; or datagrams", (own.name,))],
              "versions": [(second, "h3", "version 2, from the first packet or agreed on", ())],
              "large": [(large, "h3", "a hello over two or three Initials", ("h3",))],
              "retry": [(retry, "h3", "Retry", (retry.name, "h3"))]}
    for name, rows in labels.items():
        for host, alpn, notes, must in rows if fixture in (None, name) else []:
            lab.label(host, f"quic/{alpn}", f"kwik, {notes}", "udp", must=["quic", *must])


def streams(lab, hosts, much):
    web, _, _, _, interop, own = hosts
    begin = [lab.random.randint(0, 3000) * much for _ in range(3)]
    page = quic.visit(lab, web) if much else ["get:/a.css,/small.json"]
    ticket = lab.path("ticket")
    calls = [quic.to(web, *quic.calls(lab, 3), "update", *quic.calls(lab, 3), user=1)] if much else []
    return [quic.to(web, *page, "put:/upload:9000", user=1), *calls,
            quic.to(interop, "get:/a.css,/small.json", user=2, after=begin[0], alpn="hq-interop"),
            quic.to(own, *quic.asks(lab, 3), user=3, after=begin[1], alpn="ledger", ticket=ticket, cid=0),
            quic.to(own, *quic.asks(lab, 2), user=3, after=lab.random.randint(200, 1500), alpn="ledger", ticket=ticket, early=300, cid=0),
            quic.to(own, f"datagrams:12:{lab.random.randint(60, 900)}:25", user=4, after=begin[2], alpn="ledger", datagrams=1, cid=18)]


def versions(lab, hosts, much):
    steps = quic.visit(lab, hosts[1]) if much else ["get:/a.css"]
    return [quic.to(hosts[1], *steps, user=5, after=1500 * much, version="2,2"),
            quic.to(hosts[1], "get:/a.css", quic.think(lab), "get:/small.json", user=6, after=2500 * much, version="1,2")]


def large(lab, hosts, much):
    return [quic.to(hosts[2], "get:/a.css", user=number + 7, after=lab.random.randint(0, 4000) * much, large=size)
            for number, size in enumerate((1100, 2300))]


def retry(lab, hosts, much):
    return [quic.to(hosts[3], *quic.visit(lab, hosts[3]), user=9, after=2000),
            quic.to(hosts[3], *quic.calls(lab, 4), user=9, version="2,2", after=500)]


LINES = {"streams": streams, "versions": versions, "large": large, "retry": retry}
