"""
Chromium with sites whose DNS records offer Encrypted Client Hello: a server on Debian's NSS takes it, or nginx does not and Chromium
comes again without. Names come in the clear or over HTTPS.
"""
from lab import browsers, fronts, hidden, pages

NEEDS = [*hidden.NEEDS, *browsers.NEEDS["chromium"]]
SET = "tune"
VARIANTS = ["server=nss dns=doh path=near", "server=nginx dns=clear"]
FIXTURES = {"ech-real": ("server=nss dns=doh fixture=small",
                         "Real Encrypted Client Hello, offered by DNS over HTTPS and accepted: all hellos bear the public name.")}


def run(lab, variant):
    web = pages.Web(lab, 1, 3, 2, small=True) if variant.fixture else pages.Web(lab, sites=2, others=8)
    public, resolver = lab.host("plain"), lab.host("dns")
    process = hidden.accepting(lab, web, public) if variant.server == "nss" else hidden.refusing(lab, web, public)
    fronts.doh_unbound(lab, resolver, "tcp-idle-timeout: 5000")
    lab.capture()
    web.label("https/h2", f"Chromium offers real ECH, {variant.server}", must=[public.name] if process else [])
    lab.label(resolver, "doh/h2", "Chromium's resolver, also spare connections", optional=variant.dns != "doh")
    state = fronts.chromium_doh(resolver) if variant.dns == "doh" else None
    for number, visit in enumerate([pages.Visit(web).surf(1)] if variant.fixture else pages.visits(web)):
        browsers.browse(lab, "chromium", visit, state=state, home=f"home{number}")
    if process and not hidden.decrypted(process, web):
        raise RuntimeError("no inner hello was decrypted")
