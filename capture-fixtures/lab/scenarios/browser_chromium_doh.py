"""Chromium that resolves over HTTPS, by unbound or Caddy before it, and loads pages of many hosts: DoH and first contacts."""
from lab import browsers, fronts, pages

NEEDS = ["unbound", "caddy", "nginx", *browsers.NEEDS["chromium"]]
SET = "tune"
VARIANTS = ["server=unbound name=dns mode=secure path=near", "server=unbound name=web mode=automatic path=far get=yes",
            "server=caddy name=web mode=secure ip=both"]
FIXTURES = {"doh-chromium": ("server=unbound name=dns mode=secure fixture=small",
                             "A browser that resolves over HTTPS and loads a page: DoH and web of one client.")}


def run(lab, variant):
    web = pages.Web(lab, 1, 3, 2, small=True) if variant.fixture else pages.Web(lab, sites=2, others=8)
    resolver = lab.host(variant.name)
    path = "/dns-query" if variant.name == "dns" else "/q"
    fronts.nginx(lab, web)
    if variant.server == "unbound":
        fronts.doh_unbound(lab, resolver, f"http-endpoint: {path}\n  tcp-idle-timeout: 5000")
    else:
        fronts.doh_caddy(lab, resolver, path)
    lab.capture()
    web.label("https/h2", "Chromium, pages of many hosts")
    lab.label(resolver, "doh/h3", "Chromium's resolver, by Alt-Svc", transport="udp", optional=True)
    lab.label(resolver, "doh/h2", "Chromium's resolver, also spare connections")
    state = fronts.chromium_doh(resolver, variant.mode, path=path, get=bool(variant.get("get")))
    for number, visit in enumerate([pages.Visit(web).surf(1)] if variant.fixture else pages.visits(web, 3)):
        browsers.browse(lab, "chromium", visit, state=state, home=f"home{number}")
