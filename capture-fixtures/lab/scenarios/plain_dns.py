"""DNS in the clear on port 443, UDP and TCP, page by page."""
from lab.forwarders import kdig_page
from lab.questions import Web, backend
from lab.resolvers import unbound

NEEDS = ["unbound", "kdig"]
SET = "tune"
VARIANTS = ["path=near ip=6"]
FIXTURES = {"plain-dns": ("short=on", "DNS in the clear on port 443, UDP and TCP.")}


def run(lab, variant):
    host, web = lab.host("plain"), Web(lab)
    backend(lab, web)
    unbound(lab, host, protocol="none")
    lab.capture()
    lab.label(host, "other/dns", "TCP", must=["c>\0"])
    lab.label(host, "other/dns", "UDP", transport="udp", must=["dns"])
    for options in (["+notcp"], ["+tcp", "+keepopen"]):
        visits = [web.visit()[:1]] if variant.short else [web.visit()[:6] for _ in range(3)]
        for visit in visits:
            lab.client("kdig", f"@{host.address}", "-p", "443", "+retry=4", *options, *kdig_page(visit))
