"""Firefox that resolves by dnsdist or Knot Resolver over HTTPS, and loads pages of many hosts: DoH and first contacts of one client."""
from lab import browsers, fronts, pages

NEEDS = ["unbound", "dnsdist", "kresd", "nginx", *browsers.NEEDS["firefox"]]
SET = "test"
VARIANTS = ["server=dnsdist name=dns mode=3 path=near", "server=dnsdist name=web mode=2 path=far get=yes",
            "server=kresd name=web mode=3 ip=both"]
FIXTURES = {"doh-firefox": ("server=dnsdist name=dns mode=3 fixture=small",
                            "Firefox resolves over HTTPS and loads a page: its questions, padded, and the web of one client.")}


def run(lab, variant):
    web = pages.Web(lab, 1, 3, 2, small=True) if variant.fixture else pages.Web(lab, sites=2, others=8)
    resolver = lab.host(variant.name)
    path = "/dns-query" if variant.name == "dns" or variant.server == "kresd" else "/resolve"
    fronts.nginx(lab, web)
    if variant.server == "kresd":
        fronts.doh_kresd(lab, resolver)
    else:
        fronts.doh_dnsdist(lab, resolver, path)
    lab.capture()
    web.label("https/h2", "Firefox, pages of many hosts")
    lab.label(resolver, "doh/h2", "Firefox's resolver, also spare connections")
    preferences = fronts.firefox_doh(resolver, int(variant.mode), bool(variant.get("get")), path)
    for number, visit in enumerate([pages.Visit(web).surf(1)] if variant.fixture else pages.visits(web, 3)):
        browsers.browse(lab, "firefox", visit, preferences=preferences, home=f"home{number}")
