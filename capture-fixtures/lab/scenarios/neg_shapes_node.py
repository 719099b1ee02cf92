"""
Sign-ins and forms whose sizes are those of a handshake inside a tunnel: 517 to 657 bytes up, some kB down, 64 to 100 bytes up.
They are posts.
"""
from lab.apps import node, node_app

NEEDS = ["node", "npm:ws"]
SET = "tune"
VARIANTS = ["tls=1.3 http=2 path=near", "tls=1.3 http=1.1 path=far", "tls=1.2 http=2 big=on ip=6"]
PROOF = "Forms of 517 to 657 bytes, an answer of some kB, 64 to 100 bytes more: the sizes of a handshake inside a tunnel, on the web."
FIXTURES = {"web-posts": ("tls=1.3 http=2 fixture=on", PROOF)}
CLIENT = """
const http2 = require('node:http2'), https = require('node:https'), { randomBytes } = require('node:crypto');
const [base, http, largest, big] = process.argv.slice(2);
const random = (low, high) => Math.floor(low + Math.random() * (high - low + 1)), pause = ms => new Promise(done => setTimeout(done, ms));
const text = length => randomBytes(length).toString('base64url').slice(0, length);
const type = { 'content-type': 'application/json' };
const session = http === '2' && http2.connect(base), agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
function ask(method, path, body) {
  return new Promise((done, fail) => {
    const request = session ? session.request({ ':method': method, ':path': path, ...(body && type) })
      : https.request(base + path, { method, agent, headers: body ? { ...type, 'content-length': body.length } : {} },
        r => r.resume().on('end', done));
    request.on('error', fail);
    if (session) request.resume().on('end', done);
    request.end(body);
  });
}
(async () => {
  if (random(0, 2)) await ask('GET', '/health?n=30');
  for (let round = random(1, 3); round > 0; round--) {
    const up = big ? random(1650, 2400) : random(517, 657);
    await ask('POST', `/login?n=${random(1200, 6000)}`, text(session ? up : Math.max(380, up - 130)));
    await ask('POST', '/ack?n=' + random(40, 900), text(session ? random(64, 100) : 8));
    for (let n = random(1, 6); n > 0; n--) {
      await ask('GET', `/part/${n}?n=${random(200, Number(largest))}`);
      await pause(random(1, 200));
    }
    await pause(random(200, 1500));
  }
  if (session) session.close(); else agent.destroy();
})();
"""


def run(lab, variant):
    hosts = [lab.host(kind) for kind in ("web", "plain", "plain", "web")]
    node_app(lab, *hosts, tls=variant.tls)
    lab.capture()
    words = "Node, posts of the sizes of a handshake inside" + (", post-quantum ones" if variant.big else "")
    for host in hosts:
        lab.label(host, f"https/h{variant.http[0]}", words, must=["tls", host.name])
    largest = 1_500 if variant.fixture else 30_000
    for _ in range(1 if variant.fixture else 2):
        clients = [node(lab, CLIENT, f"https://{host}", variant.http, largest, variant.big or "", start=True) for host in hosts * 2]
        for client in clients:
            lab.finish(client, timeout=60)
