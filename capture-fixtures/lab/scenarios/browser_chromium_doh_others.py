"""Chromium that resolves by BIND, by haproxy before unbound, or by a server in Go, over HTTPS, and loads pages of other servers."""
from lab import browsers, fronts, pages
from lab.resolvers import bind, go_resolver

NEEDS = ["unbound", "named", "haproxy", "built:dns-go", "nginx", "h2o", *browsers.NEEDS["chromium"]]
SET = "test"
VARIANTS = ["server=bind name=web mode=secure path=near", "server=haproxy name=dns mode=secure path=far get=yes",
            "server=go name=plain mode=automatic ip=both"]


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
    web.label("https/h2", "Chromium, pages of many hosts")
    lab.label(resolver, "doh/h2", f"Chromium's resolver, {variant.server}, also spare connections")
    state = fronts.chromium_doh(resolver, variant.mode, get=bool(variant.get("get")))
    for number, visit in enumerate(pages.visits(web, 3)):
        browsers.browse(lab, "chromium", visit, state=state, home=f"home{number}")
