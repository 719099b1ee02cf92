"""Firefox that resolves by HTTP/3, of Caddy before unbound, and loads pages of many hosts over HTTP/2 and 3."""
from lab import browsers, fronts, pages

NEEDS = ["unbound", "caddy", *browsers.NEEDS["firefox"]]
SET = "test"
VARIANTS = ["name=web path=near"]


def run(lab, variant):
    web = pages.Web(lab, sites=2, others=8)
    resolver = lab.host(variant.name)
    fronts.caddy_and_doh(lab, web, resolver)
    lab.capture()
    web.label("https/h2", "Firefox, pages of many hosts", optional=True)
    web.label("quic/h3", "Firefox, pages of many hosts", transport="udp", optional=True)
    lab.label(resolver, "doh/h3", "Firefox's resolver, also spare connections", transport="udp", must=["quic"])
    lab.label(resolver, "doh/h2", "Firefox's resolver, TCP beside QUIC", optional=True)
    preferences = {**fronts.firefox_doh(resolver), "network.trr.force_http3_first": True}
    for number, visit in enumerate(pages.visits(web, 3)):
        browsers.browse(lab, "firefox", visit, preferences=preferences, home=f"home{number}")
