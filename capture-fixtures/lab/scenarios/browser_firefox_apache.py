"""Firefox with sites of many hosts behind Apache, HTTP/2 and 1.1: pictures, calls, a film, several tabs, a second visit."""
from lab import browsers, fronts, pages

NEEDS = ["apache2", *browsers.NEEDS["firefox"]]
SET = "tune"
VARIANTS = ["http=2 path=near", "http=1.1 tls=1.2 ip=6"]


def run(lab, variant):
    web = pages.Web(lab)
    fronts.apache(lab, web, variant.http, variant.tls)
    lab.capture()
    web.label("https/h2" if variant.http == "2" else "https/h1", "Firefox, pages of many hosts")
    for visit in pages.visits(web):
        browsers.browse(lab, "firefox", visit)
