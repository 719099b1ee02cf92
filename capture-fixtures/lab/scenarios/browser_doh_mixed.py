"""
A site's own host is the browser's resolver too: the browsers keep both apart, in connections to one address. And a page whose script asks
that resolver itself: pages and DNS in one connection, which is the web's.
"""
from pathlib import Path

from lab import browsers, fronts, pages
from lab.servers import nginx

NEEDS = ["unbound", "nginx", *browsers.NEEDS["chromium"], *browsers.NEEDS["firefox"]]
SET = "tune"
VARIANTS = ["by=resolver browser=chromium path=near", "by=resolver browser=firefox", "by=script browser=firefox path=near"]
RESOLVER = "location /dns-query { grpc_pass grpc://127.0.0.1:8053; } keepalive_requests 10000; access_log LAB/ports.log ports; "
SCRIPT = """<script>
function question(name){const d=[0,0,1,0,0,1,0,0,0,0,0,0];for(const l of name.split('.')){d.push(l.length);for(const c of l)
 d.push(c.charCodeAt(0))}
 return new Uint8Array([...d,0,0,1,0,1])}
let n=0;const names=NAMES;
function next(){if(n<names.length)fetch('/dns-query',{method:'POST',body:question(names[n++]),
 headers:{'Content-Type':'application/dns-message'}})
 .then(r=>r.arrayBuffer()).then(()=>setTimeout(next,WAIT*Math.random()))}next();</script>"""


def run(lab, variant):
    web = pages.Web(lab, sites=1, others=8)
    site = web.sites[0]
    fronts.plain_unbound(lab)
    settings = RESOLVER.replace("LAB", str(lab.temp)) + fronts.NGINX
    nginx(lab, *web.hosts, settings=settings, http="log_format ports '$server_name $remote_port $uri';")
    if variant.by == "script":
        with open(web.folder(site) / "index.html", "a") as file:
            file.write(SCRIPT.replace("NAMES", str([host.name for host in lab.random.sample(web.others, 6)])).replace("WAIT", "700"))
    lab.capture()
    web.label("https/h2", f"{variant.browser}, pages of many hosts")
    lab.label(site, "https/h2", f"{variant.browser}, pages of a host that is its resolver too, also spare connections", optional=True)
    own = {} if variant.by == "script" else {"state": fronts.chromium_doh(site), "preferences": fronts.firefox_doh(site)}
    for number, visit in enumerate(pages.visits(web)):
        browsers.browse(lab, variant.browser, visit, home=f"home{number}", **own)
    label_by_log(lab, site)


def label_by_log(lab, site):
    """What nginx was asked for in each connection."""
    lines = [line.split() for line in Path(lab.path("ports.log")).read_text().splitlines()]
    dns = {int(port) for name, port, path in lines if name == site.name and path == "/dns-query"}
    other = {int(port) for name, port, path in lines if name == site.name and path != "/dns-query"}
    if not dns:
        raise RuntimeError("no connection with DNS")
    for ports, verdict, notes in ((dns - other, "doh/h2", "DNS only, of a host that also serves pages"),
                                  (dns & other, "https/h2", "mixed: pages and DNS on one connection")):
        if ports:
            lab.label(site, verdict, notes, ports=ports)
