"""A web socket over TLS: a browser and a server exchange small messages; an editor that tells each change to the others."""
from lab.apps import stay
from lab.browsers import chromium

NEEDS = ["websocketd", "chromium", "certutil"]
SET = "test"
VARIANTS = ["path=near", "path=far"]
FIXTURES = {"websocket": ("fixture=on", "A web socket over TLS: a browser and a server exchange small messages.")}
ONCE = ("<script>const s=new WebSocket('wss://HOST/ws');let n=0;s.onopen=()=>s.send('hello');"
        "s.onmessage=m=>{document.title=m.data;if(++n<20)setTimeout(()=>s.send('message '+n),60);else{s.close();"
        "document.body.innerText='all done'}}</script><body>")
EDITOR = """<!doctype html><title>document</title><body><script>
const s = new WebSocket('wss://HOST/ws'), pause = ms => new Promise(done => setTimeout(done, ms));
let version = 0, position = 0;
s.onmessage = m => { document.title = m.data.length; };
s.onopen = async () => { for (;;) {
  for (let n = Math.random() * 30; n > 0; n--) {
    s.send(JSON.stringify({ v: version++, at: position++, insert: 'abcdefghij klmnop'[Math.floor(Math.random() * 17)], author: 'a7' }));
    await pause(60 + Math.random() * 180);
  }
  if (Math.random() < 0.3) s.send(JSON.stringify({ v: version++, at: 0, insert: 'pasted '.repeat(Math.random() * 300) }));
  s.send(JSON.stringify({ cursor: position = Math.floor(Math.random() * 4000) }));
  await pause(300 + Math.random() * 1500);
}};</script>"""


def run(lab, variant):
    page, socket = lab.host(), lab.host()
    lab.write("site/index.html", (ONCE if variant.fixture else EDITOR).replace("HOST", socket.name))
    for host in (page, socket):
        lab.serve("websocketd", "--ssl", "--sslcert", host.certificate, "--sslkey", host.key, "--address", host.listen, "--port", "443",
                  "--staticdir",
                  lab.path("site"), "cat", wait=f"tcp:443:{host.listen}")
    lab.capture()
    lab.label(page, "https/h2", "the page that has the web socket", must=["tls"])
    lab.label(socket, "https/h1", "a web socket", must=["tls", socket.name])
    if variant.fixture:
        output = chromium(lab, f"https://{page}/", "--timeout=6000")
        if b"all done" not in output:
            raise RuntimeError(f"no messages: {output[-300:]}")
        return
    for visit in range(3):
        stay(lab, f"https://{page}/", lab.random.uniform(5, 9), home=f"home{visit}")
