// Carries TCP in answers to polls: the body of a POST goes to the target of its session, what the target has said is the answer.
// Arguments: address, certificate, key, port of the target on 127.0.0.1.
const fs = require("fs"), https = require("https"), net = require("net");
const [address, certificate, key, target] = process.argv.slice(2);
const sessions = new Map();
const LARGEST = 65536;

function session(id) {
  if (!sessions.has(id)) {
    const found = { said: [], over: false, socket: net.connect(Number(target), "127.0.0.1") };
    found.socket.on("data", data => found.said.push(data)).on("close", () => { found.over = true; }).on("error", () => {});
    sessions.set(id, found);
  }
  return sessions.get(id);
}

https.createServer({ cert: fs.readFileSync(certificate), key: fs.readFileSync(key), keepAliveTimeout: 30000 }, (request, response) => {
  if (request.method !== "POST") return response.end("<!doctype html><p>" + "hello ".repeat(300));
  const body = [];
  request.on("data", data => body.push(data)).on("end", () => setTimeout(() => {
    const found = session(request.headers["x-session"]);
    if (body.length) found.socket.write(Buffer.concat(body));
    setTimeout(() => {
      const all = Buffer.concat(found.said), part = all.subarray(0, LARGEST);
      found.said = all.length > LARGEST ? [all.subarray(LARGEST)] : [];
      const last = found.over && !found.said.length ? { "x-over": "1" } : {};
      response.writeHead(200, { "content-type": "application/octet-stream", ...last });
      response.end(part);
    }, 10);
  }, 0));
}).listen(443, address);
