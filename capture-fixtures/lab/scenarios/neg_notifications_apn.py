"""A service that sends notifications by node-apn over HTTP/2, some at once as news comes: a small post and an empty answer each, no DNS."""
from lab.apps import asgi, behind_nghttpx, node, seed
from lab.tools import sh

NEEDS = ["node", "npm:@parse/node-apn", "nghttpx", "python3", "/usr/lib/python3/dist-packages/hypercorn"]
SET = "test"
VARIANTS = ["path=near", "path=far ip=6", "path=near quiet=on"]
CLIENT = """
const { readFileSync } = require('node:fs'), apn = require('@parse/node-apn');
const [address, key, rounds, quiet, seed] = process.argv.slice(2);
let state = Number(seed);
const random = (low, high) => { state = (state * 48271) % 2147483647; return low + state % (high - low + 1); };
const pause = ms => new Promise(done => setTimeout(done, ms));
const hex = n => Array.from({ length: n }, () => random(0, 15).toString(16)).join('');
const ca = readFileSync(process.env.NODE_EXTRA_CA_CERTS);
const token = { key, keyId: hex(10).toUpperCase(), teamId: hex(10).toUpperCase() };
const provider = new apn.Provider({ token, address, port: 443, ca, production: true, requestTimeout: 15000 });
(async () => {
  let failed = 0;
  for (let round = 0; round < rounds; round++) {
    const note = new apn.Notification({ topic: 'example.' + hex(6), alert: hex(random(8, 120)), badge: random(0, 9), expiry: 1e9 });
    if (random(0, 2)) note.payload = { thread: hex(16), from: hex(random(4, 30)) };
    const devices = Array.from({ length: quiet ? 1 : random(1, 9) }, () => hex(64));
    const { failed: lost } = await provider.send(note, devices);
    failed += lost.length;
    if (lost.length) console.log(JSON.stringify(lost[0]));
    await pause(quiet ? random(700, 2500) : random(100, 1800));
  }
  await provider.shutdown();
  process.exit(failed > rounds ? 1 : 0);
})();
"""


def run(lab, variant):
    hosts = [lab.host(kind) for kind in ("plain", "web", "plain")]
    asgi(lab, clear=True)
    behind_nghttpx(lab, *hosts)
    key = lab.path("apn.p8")
    sh("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key)
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h2", f"node-apn, notifications, {variant.text}", must=["tls", host.name])
    rounds = 12 if variant.quiet else 14
    clients = [node(lab, CLIENT, host, key, lab.random.randint(rounds, rounds + 8), variant.quiet or "", seed(lab), start=True)
               for host in hosts]
    for client in clients:
        lab.finish(client, timeout=90)
