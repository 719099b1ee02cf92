// Follows the plan of visits.py: "fetch" (HTTP/1.1 by undici), "agent" (node:https, keep-alive) or "http2" (one session per origin).
import fs from "node:fs";
import http2 from "node:http2";
import https from "node:https";

const [, , mode, file] = process.argv;
const agent = new https.Agent({ keepAlive: true, maxSockets: 6 });
const sessions = new Map();

function headersOf(header) {
  const at = header.indexOf(":");
  return at < 0 ? {} : { [header.slice(0, at).toLowerCase()]: header.slice(at + 1).trim() };
}

async function byFetch(method, url, body, headers) {
  const answer = await fetch(url, { method, headers, body: body || undefined });
  await answer.arrayBuffer();
}

function byAgent(method, url, body, headers) {
  return new Promise((done, fail) => {
    const request = https.request(url, { method, headers, agent }, (answer) => answer.resume().on("end", done));
    request.on("error", fail).end(body);
  });
}

function byHttp2(method, url, body, headers) {
  const { origin, pathname, search } = new URL(url);
  if (!sessions.has(origin)) sessions.set(origin, http2.connect(origin));
  return new Promise((done, fail) => {
    const stream = sessions.get(origin).request({ ":method": method, ":path": pathname + search, ...headers });
    stream.on("error", fail).on("end", done).resume();
    stream.end(body);
  });
}

const ask = { fetch: byFetch, agent: byAgent, http2: byHttp2 }[mode];
let together = [];
for (const line of fs.readFileSync(file, "utf8").trim().split("\n")) {
  const [method, url, size, header] = line.split("\t");
  if (method === "WAIT") {
    await Promise.all(together);
    together = [];
    await new Promise((done) => setTimeout(done, 1000 * Number(url)));
  } else {
    together.push(ask(method, url, Number(size) ? Buffer.alloc(Number(size), Math.random().toString()) : null, headersOf(header)));
  }
}
await Promise.all(together);
sessions.forEach((session) => session.close());
agent.destroy();
process.exit(0);
