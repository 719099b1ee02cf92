"""
Firefox with sites whose DNS records offer Encrypted Client Hello, taken by Debian's NSS or not by nginx; the names come over HTTPS
from dnsdist, and in one variant in the clear.
"""
from lab import browsers, fronts, hidden, pages

NEEDS = [*hidden.NEEDS, "dnsdist", *browsers.NEEDS["firefox"]]
SET = "tune"
VARIANTS = ["server=nss dns=clear path=far", "server=nginx dns=doh ip=6"]


def run(lab, variant):
    web = pages.Web(lab, sites=2, others=8)
    public, resolver = lab.host("plain"), lab.host("dns")
    process = hidden.accepting(lab, web, public) if variant.server == "nss" else hidden.refusing(lab, web, public)
    fronts.doh_dnsdist(lab, resolver)
    lab.capture()
    web.label("https/h2", f"Firefox offers real ECH, {variant.server}")
    lab.label(resolver, "doh/h2", "Firefox's resolver, also spare connections", optional=variant.dns != "doh")
    preferences = fronts.firefox_doh(resolver) if variant.dns == "doh" else {}
    for number, visit in enumerate(pages.visits(web)):
        browsers.browse(lab, "firefox", visit, preferences=preferences, home=f"home{number}")
    if process and not hidden.decrypted(process, web):
        raise RuntimeError("no inner hello was decrypted")
