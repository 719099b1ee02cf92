"""Chromium with sites of many hosts behind nginx, HTTP/2 and 1.1: pictures, calls, a film, several tabs, a second visit."""
from lab import browsers, fronts, pages

NEEDS = ["nginx", *browsers.NEEDS["chromium"]]
SET = "tune"
VARIANTS = ["http=2 path=near", "http=1.1 path=far", "http=2 tls=1.2 ip=both offload=on"]
FIXTURES = {"chromium-h2": ("fixture=small", "A browser loads a page with images from other names: GREASE, "
                                             "a post-quantum key share over two segments, ECH GREASE.")}


def run(lab, variant):
    http = variant.get("http", "2")
    web = pages.Web(lab, 1, 2, 2, small=True) if variant.fixture else pages.Web(lab)
    fronts.nginx(lab, web, http, variant.tls)
    lab.capture()
    web.label("https/h2" if http == "2" else "https/h1", "Chromium, pages of many hosts")
    for visit in [pages.Visit(web).surf(1)] if variant.fixture else pages.visits(web):
        browsers.browse(lab, "chromium", visit)
