"""A site's own host is the browser's resolver too: where the browser puts both on one connection, it is the web's."""
from lab import browsers, fronts, pages

NEEDS = ["unbound", "nginx", *browsers.NEEDS["chromium"], *browsers.NEEDS["firefox"]]
SET = "test"
VARIANTS = ["browser=chromium path=near", "browser=firefox path=near"]
BEFORE = "location /dns-query { grpc_pass grpc://127.0.0.1:8053; } keepalive_requests 10000; "


def run(lab, variant):
    web = pages.Web(lab, sites=1, others=8)
    fronts.plain_unbound(lab)
    fronts.nginx(lab, web, more=BEFORE)
    lab.capture()
    site = web.sites[0]
    web.label("https/h2", f"{variant.browser}, pages of many hosts")
    lab.label(site, "https/h2", f"mixed: pages and DNS on one host, {variant.browser} may put both on one connection")
    for number, visit in enumerate(pages.visits(web)):
        browsers.browse(lab, variant.browser, visit, state=fronts.chromium_doh(site), preferences=fronts.firefox_doh(site), home=f"home{number}")
