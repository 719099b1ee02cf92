"""
A firm that runs a resolver and says so in its names: pages, an account's interface and a test page over nginx, read by curl and
Chromium.
"""
from lab.apps import node_app_behind_nginx, stay
from lab.servers import curl

NEEDS = ["nginx", "node", "npm:ws", "curl", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["tls=1.2 path=near", "tls=1.3 path=far"]
PAGE = """<!doctype html><title>is my resolver private</title><p>testing<script>
const pause = ms => new Promise(done => setTimeout(done, ms));
(async () => { for (let n = 0; n < 30; n++) {
  await fetch(`/test/${Math.random().toString(36).slice(2)}?n=${80 + Math.floor(Math.random() * 200)}`).then(r => r.text());
  await pause(40 + Math.random() * 300);
}})();</script>"""


def run(lab, variant):
    hosts = [lab.host("dns") for _ in range(4)]
    lab.write("www/index.html", PAGE)
    node_app_behind_nginx(lab, *hosts, tls=variant.tls)
    lab.capture()
    lab.label(hosts[0], "https/h2", "Chromium, a resolver's test page", must=["tls"])
    for host in hosts[1:]:
        lab.label(host, "https/h2", "curl, a resolver's account and pages", must=["tls", host.name])
    stay(lab, f"https://{hosts[0]}/", lab.random.uniform(7, 10))
    for _ in range(10):
        host = lab.random.choice(hosts[1:])
        words = lab.random.choices(("keys", "devices", "blocklist", "log"), k=lab.random.randint(2, 20))
        calls = [f"https://{host}/account/{word}?n={lab.random.randint(80, 600)}" for word in words]
        options = [part for call in calls for part in ("-o", "/dev/null", call)]
        curl(lab, "--http2", *lab.random.choice(([], ["-Z"])), f"https://{host}/", *options)
        lab.pause(0.1, 0.8)
