"""
One HTTP/2 connection for everything an application does: short calls, a page's parts, events in the background, a photo up, and
minutes of nothing made short.
"""
from lab.apps import node, node_app

NEEDS = ["node", "npm:ws"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=far"]
CLIENT = """
const http2 = require('node:http2'), { randomBytes } = require('node:crypto');
const [base, order] = process.argv.slice(2), session = http2.connect(base);
const random = (low, high) => Math.floor(low + Math.random() * (high - low + 1)), pause = ms => new Promise(done => setTimeout(done, ms));
const ask = (path, body) => new Promise((done, fail) => {
  const stream = session.request({ ':path': path, ':method': body ? 'POST' : 'GET' });
  stream.resume().on('end', done).on('error', fail).end(body);
});
const ACTS = {
  async calls() {
    for (let n = random(10, 40); n > 0; n--) { await ask(`/v1/${random(1, 999)}?n=${random(50, 450)}`); await pause(random(1, 120)); }
  },
  async page() {
    await ask('/bytes?n=' + random(4000, 30000));
    await Promise.all(Array.from({ length: random(4, 14) }, () => ask('/bytes?n=' + random(500, 60000))));
  },
  async events() { ask(`/events?n=12&every=300&size=90`); },
  async photo() { await ask('/beacon', randomBytes(random(50000, 400000))); },
  async nothing() { await pause(random(2000, 5000)); },
};
(async () => { for (const act of order.split(',')) await ACTS[act](); session.destroy(); })();
"""


def run(lab, variant):
    hosts = [lab.host() for _ in range(3)]
    node_app(lab, *hosts, tls=variant.tls)
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h2", "Node, everything in one connection", must=["tls", "h2", host.name])
    acts = ["calls", "calls", "page", "events", "photo", "nothing"]
    clients = [node(lab, CLIENT, f"https://{host}", ",".join(lab.random.sample(acts, len(acts))),
                    start=True) for host in hosts for _ in range(3)]
    for client in clients:
        lab.finish(client, timeout=60)
