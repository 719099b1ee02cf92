"""
Firefox on pages with a search box that asks for suggestions at every key, and a service worker that reports what is read in small posts:
short questions and answers in one HTTP/2 connection of h2o; no DNS.
"""
from lab import browsers, pages
from lab.apps import asgi, behind_h2o

NEEDS = ["h2o", "python3", "/usr/lib/python3/dist-packages/hypercorn", *browsers.NEEDS["firefox"]]
SET = "test"
VARIANTS = ["path=near", "path=far ip=6"]
WORKER = """addEventListener('fetch', event => { if (event.request.url.includes('/api/suggest'))
 event.waitUntil(fetch('/api/seen', {method: 'POST', body: JSON.stringify({u: event.request.url.slice(-40), t: Date.now()})})); });
addEventListener('activate', event => event.waitUntil(clients.claim()));"""
PAGE = """<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>TITLE</title>
<form action=/found.html><input name=q></form><ul></ul>
LINKS<p>TEXT<script>
navigator.serviceWorker.register('/worker.js');
const draw = (low, high) => Math.floor(low + Math.random() * (high - low));
document.querySelector('input').addEventListener('input', event =>
 fetch(`/api/suggest?q=${encodeURIComponent(event.target.value)}&n=${draw(60, 420)}`).then(r => r.text()));
setInterval(() => navigator.sendBeacon('/api/read', JSON.stringify({y: scrollY, of: location.pathname, id: Math.random()})), 700);
addEventListener('scroll', () => fetch(`/api/more?y=${Math.round(scrollY)}&n=${draw(40, 300)}`).then(r => r.text()));
</script>"""


class Site:
    """What pages.Visit wants to know of a web: one site whose pages search."""

    def __init__(self, lab, host):
        self.lab, self.draw, self.host = lab, lab.random, host
        for name in ("index.html", "found.html"):
            text = " ".join(lab.random.randbytes(6).hex() for _ in range(lab.random.randint(900, 2500)))
            links = "".join(f"<a href=/index.html?{n}>more {n}</a> " for n in range(5))
            lab.write("www/" + name, PAGE.replace("TITLE", str(host)).replace("TEXT", text).replace("LINKS", links))
        lab.write("www/worker.js", WORKER)

    def url(self, site=None, number=None):
        return f"https://{self.host}/index.html"

    def text(self, low, high):
        return "".join(self.draw.choice("etaoin shrdlu") for _ in range(self.draw.randint(max(low, 8), high)))


def run(lab, variant):
    host = lab.host()
    site = Site(lab, host)
    asgi(lab, clear=True)
    behind_h2o(lab, host, folder=lab.path("www"))
    lab.capture()
    lab.label(host, "https/h2", "Firefox, suggestions and small reports", must=["tls", host.name])
    for number in range(3):
        visit = pages.Visit(site).search().think().search().think().surf(1)
        browsers.browse(lab, "firefox", visit, home=f"home{number}")
