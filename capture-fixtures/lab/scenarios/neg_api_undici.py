"""Small JSON questions and answers in long connections, in bursts as views open: an application's calls to its interface, no DNS."""
from lab.apps import node, node_app, seed

NEEDS = ["node", "npm:ws", "npm:undici"]
SET = "tune"
VARIANTS = ["tls=1.3 http=2 path=near", "tls=1.3 http=1.1 style=rpc path=far", "tls=1.3 http=2 style=graphql path=lossy",
            "tls=1.2 http=2 style=serial ip=6"]
CLIENT = """
const { Agent, request } = require('undici');
const [base, http2, style, views, seed] = process.argv.slice(2);
let state = Number(seed);
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
const pause = ms => new Promise(done => setTimeout(done, ms));
const dispatcher = new Agent({ allowH2: http2 === '2', connections: http2 === '2' ? 1 : 3, keepAliveTimeout: 30000 });
const words = n => Array.from({ length: n }, () => Math.floor(random() * 1e9).toString(36)).join('-');
async function call(n) {
  const size = Math.floor(60 + random() * 440);
  const small = { rest: ['GET', `/v1/items/${words(1)}?n=${size}`], serial: ['GET', `/v2/${words(2)}/state?n=${size}`],
    graphql: ['POST', `/graphql?n=${size}`, JSON.stringify({ query: `{item(id:"${words(1)}"){name price}}` })],
    rpc: ['POST', `/rpc?n=${size}`, JSON.stringify({ jsonrpc: '2.0', id: n, method: 'get.' + words(1), params: [n] })] }[style];
  const { body } = await request(base + small[1], { dispatcher, method: small[0], body: small[2],
    headers: small[2] ? { 'content-type': 'application/json' } : { accept: 'application/json' } });
  await body.text();
}
(async () => {
  for (let view = 0; view < views; view++) {
    const calls = 2 + Math.floor(random() * 9);
    if (style === 'serial') for (let n = 0; n < calls; n++) { await call(n); await pause(random() * 60); }
    else await Promise.all(Array.from({ length: calls }, (_, n) => pause(random() * 80).then(() => call(n))));
    await pause(150 + random() * 1200);
  }
  await dispatcher.close();
})();
"""


def run(lab, variant):
    hosts = [lab.host(kind) for kind in ("web", "plain", "web", "plain")]
    node_app(lab, *hosts, tls=variant.tls)
    lab.capture()
    for host in hosts:
        lab.label(host, f"https/h{variant.http[0]}", f"undici, {variant.style or 'rest'} calls of an application", must=["tls", host.name])
    users = []
    for host in hosts * 2:
        views = lab.random.randint(2, 9)
        users.append(node(lab, CLIENT, f"https://{host}", variant.http, variant.style or "rest", views, seed(lab), start=True))
    for user in users:
        lab.finish(user, timeout=60)
