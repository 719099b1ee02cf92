"""Firefox with sites of many hosts behind Caddy over HTTP/3, by Alt-Svc or by DNS records: another stack's QUIC, and TCP beside it."""
from lab import browsers, fronts, pages

NEEDS = ["caddy", *browsers.NEEDS["firefox"]]
SET = "test"
VARIANTS = ["by=altsvc path=near", "by=record ip=both path=far"]
FIXTURES = {"firefox-h3": ("by=record fixture=small",
                           "Firefox loads a page over HTTP/3 that a DNS record offers: its Initials, and TCP beside them.")}


def run(lab, variant):
    web = pages.Web(lab, 1, 2, 2, small=True) if variant.fixture else pages.Web(lab)
    fronts.caddy(lab, web)
    if variant.by == "record":
        for host in web.hosts:
            lab.world.record(f"{host}. 300 IN HTTPS 1 . alpn=h3,h2")
    lab.capture()
    web.label("quic/h3", "Firefox, pages of many hosts", transport="udp", must=["quic"])
    web.label("https/h2", "Firefox, TCP before or beside QUIC", optional=True)
    for visit in [pages.Visit(web).surf(1)] if variant.fixture else pages.visits(web):
        browsers.browse(lab, "firefox", visit)
