"""gRPC of Node: health checks of 7 bytes, small calls, and streams in which both sides speak at once, in one HTTP/2 connection."""
from lab.apps import node

NEEDS = ["node", "npm:@grpc/grpc-js"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=lossy ip=6"]
SERVICE = """
const grpc = require('@grpc/grpc-js'), { readFileSync } = require('node:fs'), { randomBytes } = require('node:crypto');
const plain = { requestSerialize: b => b, requestDeserialize: b => b, responseSerialize: b => b, responseDeserialize: b => b };
const service = { check: { path: '/grpc.health.v1.Health/Check', requestStream: false, responseStream: false, ...plain },
  get: { path: '/lab.Items/Get', requestStream: false, responseStream: false, ...plain },
  talk: { path: '/lab.Items/Talk', requestStream: true, responseStream: true, ...plain } };
const random = (low, high) => low + Math.random() * (high - low), pause = ms => new Promise(done => setTimeout(done, ms));
"""
SERVER = SERVICE + """
for (const end of JSON.parse(process.argv[2])) {
  const server = new grpc.Server();
  server.addService(service, {
    check: (call, done) => done(null, Buffer.from([8, 1])),
    get: (call, done) => setTimeout(() => done(null, randomBytes(random(60, 480))), random(2, 20)),
    talk: call => {
      call.on('data', data => call.write(randomBytes(Math.max(4, data.length * random(0.5, 1.5)))));
      call.on('end', () => call.end());
      call.on('error', () => {});
    },
  });
  const keys = [{ cert_chain: readFileSync(end.cert), private_key: readFileSync(end.key) }];
  server.bindAsync(end.address + ':443', grpc.ServerCredentials.createSsl(null, keys), error => { if (error) throw error; });
}
"""
CLIENT = SERVICE + """
const [ca, host, kind, times] = process.argv.slice(2);
const Client = grpc.makeGenericClientConstructor(service, 'lab');
const keep = { 'grpc.keepalive_time_ms': 5000, 'grpc.keepalive_permit_without_calls': 1 };
const client = new Client(host + ':443', grpc.credentials.createSsl(readFileSync(ca)), keep);
const call = (name, length) => new Promise((done, fail) => client[name](randomBytes(length), error => error ? fail(error) : done()));
(async () => {
  if (kind === 'talk') {
    const stream = client.talk();
    stream.on('data', () => {});
    for (let n = 0; n < times * 3; n++) { stream.write(randomBytes(random(10, n % 7 ? 200 : 3000))); await pause(random(10, 250)); }
    stream.end();
    await pause(300);
  } else for (let n = 0; n < times; n++) {
    if (kind === 'check') { await call('check', 0); await pause(900); }
    else { await Promise.all(Array.from({ length: random(1, 7) }, () => call('get', random(20, 120)))); await pause(random(50, 900)); }
  }
  client.close();
})();
"""


def run(lab, variant):
    hosts = [lab.host(kind) for kind in ("plain", "web", "plain")]
    ends = [{"address": host.v4 or f"[{host.v6}]", "cert": host.certificate, "key": host.key} for host in hosts]
    version = f"--tls-max-v{variant.tls}"
    lab.serve("node", version, f"--tls-min-v{variant.tls}", lab.write("server.js", SERVER), str(ends).replace("'", '"'), wait="tcp:443",
              seconds=1)
    lab.capture()
    kinds = {"check": "health checks", "get": "small calls", "talk": "both sides stream"}
    for host, words in zip(hosts, kinds.values()):
        lab.label(host, "https/h2", f"gRPC of Node, {words}", must=["tls", "h2", host.name])
    clients = [node(lab, CLIENT, lab.ca, host, kind, lab.random.randint(8, 16), start=True) for host, kind in [*zip(hosts, kinds)] * 4]
    for client in clients:
        lab.finish(client, timeout=60)
