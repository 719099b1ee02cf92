"""
A search box that asks for suggestions at every key, and a page of results: short questions and answers in one HTTP/2 connection,
as a resolver's.
"""
from lab.apps import node_app_behind_nginx, stay

NEEDS = ["nginx", "node", "npm:ws", "chromium", "certutil"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=far ip=both other=on"]
PAGE = """<!doctype html><title>search</title><input><ul></ul><script>
const pause = ms => new Promise(done => setTimeout(done, ms)), api = location.search.slice(1);
const words = ['weather tomorrow', 'train to the coast', 'soup recipe', 'how tall is a giraffe', 'cheap bicycle'];
words.sort(() => Math.random() - 0.5);
(async () => { for (const word of words) {
  for (let n = 1; n <= word.length; n++) {
    fetch(`${api}/suggest?q=${encodeURIComponent(word.slice(0, n))}&n=${90 + Math.floor(Math.random() * 350)}`).then(r => r.text());
    await pause(70 + Math.random() * 220);
  }
  await fetch(`${api}/search?q=${encodeURIComponent(word)}&n=${4000 + Math.floor(Math.random() * 20000)}`).then(r => r.text());
  await pause(500 + Math.random() * 1500);
}})();</script>"""


def run(lab, variant):
    site, api = lab.host(), lab.host("plain")
    cross = "add_header Access-Control-Allow-Origin *;" if variant.other else ""
    node_app_behind_nginx(lab, site, api, tls=variant.tls, settings=cross)
    lab.write("www/index.html", PAGE)
    lab.capture()
    for host in (site, api):
        lab.label(host, "https/h2", "Chromium, suggestions while somebody types", must=["tls"], optional=host is api)
    for visit in range(3):
        stay(lab, f"https://{site}/?" + (f"https://{api}" if variant.other else ""), lab.random.uniform(5, 10), home=f"home{visit}")
