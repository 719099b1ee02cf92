"""A shell in a web page: a web socket to a pseudo-terminal, keys typed by a person, echoed one by one, and now and then a screenful."""
from lab.apps import behind_nginx, node

NEEDS = ["nginx", "node", "npm:ws", "script"]
SET = "tune"
VARIANTS = ["tls=1.3 path=far", "tls=1.2 path=near"]
SERVER = """
const { WebSocketServer } = require('ws'), { spawn } = require('node:child_process');
new WebSocketServer({ host: '127.0.0.1', port: 8080 }).on('connection', socket => {
  const shell = spawn('script', ['-qfc', 'env -i PS1=user@host:~$\\\\  TERM=xterm PATH=/usr/bin:/bin bash --norc -i', '/dev/null']);
  shell.stdout.on('data', data => socket.send(data));
  socket.on('message', data => shell.stdin.write(data.subarray(1)));
  socket.on('close', () => shell.kill());
  socket.on('error', () => {});
});
"""
CLIENT = """
const WebSocket = require('ws');
const pause = ms => new Promise(done => setTimeout(done, ms));
const socket = new WebSocket(process.argv[2] + '/shell', 'tty');
socket.on('open', async () => {
  for (const key of process.argv[3]) {
    socket.send(Buffer.from('0' + key));
    await pause(key === '\\r' ? 400 + Math.random() * 1500 : 40 + Math.random() * 200);
  }
  socket.close();
});
"""
LINES = ("ls -l /usr", "echo hello there", "cat /etc/services", "uptime", "ps aux", "date", "for i in 1 2 3; do echo $i; sleep 1; done",
         "dmesg | tail", "cd /tmp")


def run(lab, variant):
    hosts = [lab.host(), lab.host("plain")]
    lab.serve("node", lab.write("terminal.js", SERVER), wait="tcp:8080")
    behind_nginx(lab, *hosts, tls=variant.tls)
    lab.capture()
    for host in hosts:
        lab.label(host, "https/h1", "a shell in a web socket, typed", must=["tls", host.name])
    lines = ["".join(line + "\r" for line in lab.random.sample(LINES, 4)) for _ in range(6)]
    people = [node(lab, CLIENT, f"wss://{host}", line, start=True) for host, line in zip(hosts * 3, lines)]
    for person in people:
        lab.finish(person, timeout=60)
