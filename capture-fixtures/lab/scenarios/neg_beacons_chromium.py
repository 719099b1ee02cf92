"""
Pages that tell a dozen measuring hosts what happens: beacons answered by 204, pixels of 43 bytes, errors as JSON. Connections of
two or three records.
"""
from lab.apps import node_app, stay

NEEDS = ["node", "npm:ws", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=lossy ip=6"]
PAGE = """<!doctype html><title>news</title><p>news</p><script>
const hosts = HOSTS, any = () => 'https://' + hosts[Math.floor(Math.random() * hosts.length)];
const word = () => Math.random().toString(36).slice(2), pause = ms => new Promise(done => setTimeout(done, ms));
hosts.forEach(h => setTimeout(() => { new Image().src = `https://${h}/pixel.gif?u=${word()}&r=${word()}${word()}`; }, Math.random() * 900));
(async () => { for (;;) {
  await pause(200 + Math.random() * 900);
  const kind = Math.random();
  if (kind < 0.5) navigator.sendBeacon(any() + '/beacon', JSON.stringify({ e: 'scroll', y: Math.floor(Math.random() * 4000), s: word() }));
  else if (kind < 0.8) new Image().src = `${any()}/pixel.gif?v=${word()}`;
  else fetch(any() + '/beacon', { method: 'POST', mode: 'no-cors', keepalive: true, body: 'e=' + word().repeat(1 + Math.random() * 30) });
}})();</script>"""


def run(lab, variant):
    site, *trackers = [lab.host()] + [lab.host(lab.random.choice(("web", "plain"))) for _ in range(9)]
    node_app(lab, site, *trackers, tls=variant.tls)
    lab.write("www/index.html", PAGE.replace("HOSTS", str([host.name for host in trackers])))
    lab.capture()
    lab.label(site, "https/h2", "Chromium, a page that measures", must=["tls"])
    for host in trackers:
        lab.label(host, "https/h2", "Chromium, beacons and pixels", must=["tls"])
    for visit in range(2):
        stay(lab, f"https://{site}/", lab.random.uniform(4, 7), home=f"home{visit}")
