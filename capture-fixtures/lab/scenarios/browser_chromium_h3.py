"""Chromium with sites of many hosts behind Caddy over HTTP/3, told to, by Alt-Svc, or by DNS records: QUIC, and TCP beside it."""
from lab import browsers, fronts, pages
from lab.servers import spki

NEEDS = ["caddy", *browsers.NEEDS["chromium"]]
SET = "tune"
VARIANTS = ["by=force ip=6 path=lossy", "by=altsvc ip=both path=far", "by=record path=near"]
FIXTURES = {"chromium-h3": ("by=force fixture=small",
                            "A browser loads a page over HTTP/3: its ClientHello lies in mixed-up CRYPTO frames of two Initials.")}


def run(lab, variant):
    web = pages.Web(lab, 1, 2, 2, small=True) if variant.fixture else pages.Web(lab)
    fronts.caddy(lab, web)
    if variant.by == "record":
        for host in web.hosts:
            lab.world.record(f"{host}. 300 IN HTTPS 1 . alpn=h3,h2")
    lab.capture()
    web.label("quic/h3", "Chromium, pages of many hosts", transport="udp", must=["quic"])
    web.label("https/h2", "Chromium, TCP before or beside QUIC", optional=True)
    flags = [spki(*web.hosts)]
    if variant.by == "force":
        flags.append("--origin-to-force-quic-on=" + ",".join(f"{host}:443" for host in web.hosts))
    for visit in [pages.Visit(web).surf(1)] if variant.fixture else pages.visits(web):
        browsers.browse(lab, "chromium", visit, *flags)
