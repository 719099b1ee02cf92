"""Firefox that resolves by a server in Go, by BIND, or by haproxy before unbound, over HTTPS, and loads pages of other servers."""
from lab import browsers, fronts, pages
from lab.resolvers import bind, go_resolver

NEEDS = ["unbound", "named", "haproxy", "built:dns-go", "nginx", "h2o", *browsers.NEEDS["firefox"]]
SET = "test"
VARIANTS = ["server=go name=dns mode=3 path=near", "server=bind name=plain mode=2 path=far get=yes",
            "server=haproxy name=web mode=3 ip=both"]


def run(lab, variant):
    web = pages.Web(lab, sites=3, others=9)
    resolver = lab.host(variant.name)
    fronts.plain_unbound(lab)
    if variant.server == "bind":
        bind(lab, resolver)
    elif variant.server == "haproxy":
        fronts.haproxy_before_unbound(lab, resolver)
    else:
        go_resolver(lab, resolver)
    (fronts.haproxy if variant.ip == "both" else fronts.h2o)(lab, web)
    lab.capture()
    web.label("https/h2", "Firefox, pages of many hosts")
    lab.label(resolver, "doh/h2", f"Firefox's resolver, {variant.server}, also spare connections")
    preferences = fronts.firefox_doh(resolver, int(variant.mode), bool(variant.get("get")))
    for number, visit in enumerate(pages.visits(web, 3)):
        browsers.browse(lab, "firefox", visit, preferences=preferences, home=f"home{number}")
