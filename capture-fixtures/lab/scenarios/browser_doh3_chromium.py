"""Chromium that resolves by HTTP/3, of Caddy before unbound, and loads pages of many hosts over HTTP/2 and 3."""
from lab import browsers, fronts, pages
from lab.servers import spki

NEEDS = ["unbound", "caddy", *browsers.NEEDS["chromium"]]
SET = "tune"
VARIANTS = ["name=dns path=near"]
FIXTURES = {"doh-h3": ("name=dns fixture=small",
                       "DNS over HTTP/3: a browser's resolver speaks QUIC with a web server that forwards to a resolver.")}


def run(lab, variant):
    web = pages.Web(lab, 1, 3, 2, small=True) if variant.fixture else pages.Web(lab, sites=2, others=8)
    resolver = lab.host(variant.name)
    fronts.caddy_and_doh(lab, web, resolver)
    lab.capture()
    web.label("https/h2", "Chromium, pages of many hosts", optional=True)
    web.label("quic/h3", "Chromium, pages of many hosts", transport="udp", optional=True)
    lab.label(resolver, "doh/h3", "Chromium's resolver, also spare connections", transport="udp", must=["quic"])
    lab.label(resolver, "doh/h2", "Chromium's resolver, TCP beside QUIC", optional=True)
    flags = [spki(*web.hosts, resolver), f"--origin-to-force-quic-on={resolver}:443"]
    for number, visit in enumerate([pages.Visit(web).surf(1)] if variant.fixture else pages.visits(web, 3)):
        browsers.browse(lab, "chromium", visit, *flags, state=fronts.chromium_doh(resolver), home=f"home{number}")
