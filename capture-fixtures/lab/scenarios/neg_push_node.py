"""
Connections that wait: HTTP/2 kept alive by PING at a fixed period, server-sent events now and then, long polls. As silent and
regular as an idle tunnel.
"""
from lab.apps import node, node_app_behind_nginx

NEEDS = ["nginx", "node", "npm:ws"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=far ip=6"]
CLIENT = """
const http2 = require('node:http2');
const [base, kind, seconds, period] = process.argv.slice(2);
const session = http2.connect(base), end = Date.now() + seconds * 1000;
const get = path => new Promise(done => session.request({ ':path': path, accept: '*/*' }).resume().on('close', done).on('error', done));
session.on('error', () => {});
const ping = setInterval(() => session.ping(() => {}), period * 1000);
setTimeout(() => { clearInterval(ping); session.destroy(); }, seconds * 1000);
(async () => {
  await get('/register?n=180');
  if (kind === 'events') await get(`/events?n=100&every=${period * 1500}&size=200`);
  while (Date.now() < end && !session.destroyed && kind !== 'pings') {
    await get(`/poll?n=${40 + Math.floor(Math.random() * 200)}&ms=${2000 + Math.floor(Math.random() * 6000)}`);
  }
})();
"""


def run(lab, variant):
    hosts = {kind: [lab.host(), lab.host("plain")] for kind in ("pings", "events", "polls")}
    node_app_behind_nginx(lab, *sum(hosts.values(), []), tls=variant.tls)
    lab.capture()
    words = {"pings": "kept alive by PING, nothing else", "events": "server-sent events", "polls": "long polls"}
    for kind, some in hosts.items():
        for host in some:
            lab.label(host, "https/h2", f"Node, {words[kind]}", must=["tls", "h2", host.name])
    clients = [node(lab, CLIENT, f"https://{host}", kind, lab.random.randint(14, 21), lab.random.choice((1, 2, 4)), start=True)
               for kind, some in hosts.items() for host in some for _ in range(3)]
    for client in clients:
        lab.finish(client, timeout=60)
