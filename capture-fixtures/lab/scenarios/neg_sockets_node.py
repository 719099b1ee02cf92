"""
Web sockets behind nginx: a chat, a ticker, a game at 20 frames a second, and documents copied both ways in equal measure, as only
tunnels are said to do.
"""
from lab.apps import node, node_app_behind_nginx

NEEDS = ["nginx", "node", "npm:ws"]
SET = "tune"
VARIANTS = ["tls=1.3 path=near", "tls=1.2 path=lossy", "tls=1.3 ip=6 offload=on"]
CLIENT = """
const WebSocket = require('ws'), { randomBytes } = require('node:crypto');
const [base, kind, seconds] = process.argv.slice(2);
const socket = new WebSocket(base + '/ws/' + kind, { perMessageDeflate: false });
const pause = ms => new Promise(done => setTimeout(done, ms)), random = (low, high) => low + Math.random() * (high - low);
const ACTS = {
  async chat() { socket.send(JSON.stringify({ typing: true })); await pause(random(300, 1500));
    socket.send(JSON.stringify({ from: process.pid, text: randomBytes(random(2, 90)).toString('base64') }));
    await pause(random(300, 3000)); },
  async push() { await pause(1000); },
  async game() { socket.send(randomBytes(random(14, 34))); await pause(random(25, 60)); },
  async echo() { socket.ping(); await pause(5000); },
  async copy() { for (let n = random(2, 30); n > 0; n--) socket.send(randomBytes(random(600, 1400))); await pause(random(50, 800)); },
};
socket.on('open', async () => {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end && socket.readyState === 1) await ACTS[kind]();
  socket.close();
});
socket.on('error', () => {});
"""


def run(lab, variant):
    kinds = {"chat": 5, "push": 2, "game": 2, "copy": 3, "echo": 1}
    hosts = {kind: lab.host(lab.random.choice(("web", "plain"))) for kind in kinds}
    node_app_behind_nginx(lab, *hosts.values(), tls=variant.tls)
    lab.capture()
    for kind, host in hosts.items():
        lab.label(host, "https/h1", f"Node, a web socket: {'kept alive only' if kind == 'echo' else kind}", must=["tls", host.name])
    users = []
    for kind in (kind for kind, number in kinds.items() for _ in range(number)):
        users.append(node(lab, CLIENT, f"wss://{hosts[kind]}", kind, lab.random.randint(6, 12), start=True))
        lab.pause(0.05, 0.4)
    for user in users:
        lab.finish(user, timeout=40)
