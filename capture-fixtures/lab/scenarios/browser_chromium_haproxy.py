"""Chromium with sites of many hosts behind haproxy, which closes what is idle; a new profile for each visit; a long visit."""
from lab import browsers, fronts, pages

NEEDS = ["haproxy", "nginx", *browsers.NEEDS["chromium"]]
SET = "test"
VARIANTS = ["http=2 path=far", "http=1.1 tls=1.2 path=near", "http=2 idle=long ip=both"]


def run(lab, variant):
    web = pages.Web(lab, sites=2, others=12)
    fronts.haproxy(lab, web, variant.http, variant.tls)
    lab.capture()
    web.label("https/h2" if variant.http == "2" else "https/h1", "Chromium, pages of many hosts" + (", then idle" if variant.idle else ""))
    if variant.idle:
        browsers.browse(lab, "chromium", pages.Visit(web).surf(1).think(14, 16).tabs().think(8, 12).surf(1))
        return
    for number, visit in enumerate(pages.visits(web)):
        browsers.browse(lab, "chromium", visit, home=f"home{number}")
