"""Firefox with sites of many hosts behind h2o and Caddy (kept from HTTP/3), a new profile for each visit."""
from lab import browsers, fronts, pages

NEEDS = ["h2o", "caddy", *browsers.NEEDS["firefox"]]
SET = "test"
VARIANTS = ["server=h2o path=near", "server=caddy ip=both path=slow"]
FIXTURES = {"firefox-h2": ("server=caddy fixture=small", "Firefox loads a page of three names: its own ClientHello, "
                                                         "key shares, ECH GREASE, and how its HTTP/2 begins.")}


def run(lab, variant):
    web = pages.Web(lab, 1, 2, 2, small=True) if variant.fixture else pages.Web(lab, sites=2, others=12)
    if variant.server == "h2o":
        fronts.h2o(lab, web)
    else:
        fronts.caddy(lab, web)
    lab.capture()
    web.label("https/h2", "Firefox, pages of many hosts")
    for number, visit in enumerate([pages.Visit(web).surf(1)] if variant.fixture else pages.visits(web)):
        browsers.browse(lab, "firefox", visit, home=f"home{number}", preferences={"network.http.http3.enable": False})
