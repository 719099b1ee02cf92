// A web application for the lab: node app.js '{"hosts": [{"address", "port", "cert", "key"}], "folder", "versions": ["TLSv1.2"]}'
// Hosts with a certificate speak HTTP/2 and 1.1, others HTTP/1.1 in the clear for a proxy in front. What is asked for says how long
// the answer is and when it comes; web sockets under /ws/ echo, push, chat, play or copy.
const { createServer } = require('node:http');
const { createSecureServer } = require('node:http2');
const { readFileSync, existsSync, statSync } = require('node:fs');
const { randomBytes } = require('node:crypto');
const { WebSocketServer } = require('ws');

const settings = JSON.parse(process.argv[2]);
const pause = ms => new Promise(done => setTimeout(done, ms));
const number = (url, name, otherwise) => Number(url.searchParams.get(name) ?? otherwise);
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const TYPES = { html: 'text/html', js: 'text/javascript', css: 'text/css', png: 'image/png', m3u8: 'application/vnd.apple.mpegurl' };

function json(length) {
  const object = { id: randomBytes(4).readUInt32LE(), status: 'ok', items: [] };
  while (JSON.stringify(object).length < length) object.items.push({ name: randomBytes(6).toString('hex'), n: object.items.length });
  return JSON.stringify(object);
}

async function events(url, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  for (let n = 0; n < number(url, 'n', 10) && !response.destroyed; n++) {
    response.write(`id: ${n}\ndata: ${json(20 + Math.random() * number(url, 'size', 120))}\n\n`);
    await pause(number(url, 'every', 500) * (0.5 + Math.random()));
  }
  response.end();
}

async function answer(request, response) {
  const url = new URL(request.url, 'https://host');
  let received = 0;
  for await (const part of request) received += part.length;
  await pause(number(url, 'ms', 3 + Math.random() * 25));
  const send = (status, type, body) => response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
  const file = settings.folder + url.pathname.replace(/\/$/, '/index.html');
  if (url.pathname === '/events') await events(url, response);
  else if (url.pathname === '/beacon') response.writeHead(204).end();
  else if (url.pathname === '/pixel.gif') send(200, 'image/gif', GIF);
  else if (url.pathname === '/bytes') send(200, 'application/octet-stream', randomBytes(number(url, 'n', 1000)));
  else if (request.headers['if-none-match'] === '"same"') response.writeHead(304, { etag: '"same"' }).end();
  else if (existsSync(file) && statSync(file).isFile()) send(200, TYPES[file.split('.').pop()] ?? 'text/plain', readFileSync(file));
  else response.writeHead(200, { 'content-type': 'application/json', etag: '"same"' }).end(json(number(url, 'n', 60 + received % 300)));
}

const rooms = new Set();
const SOCKETS = {
  echo: socket => socket.on('message', (data, binary) => socket.send(data, { binary })),
  chat: socket => {
    rooms.add(socket);
    socket.on('message', data => rooms.forEach(other => other.send(data.toString())));
    socket.on('close', () => rooms.delete(socket));
  },
  push: socket => {
    const tick = () => {
      if (socket.readyState !== 1) return;
      socket.send(json(40 + Math.random() * 160));
      setTimeout(tick, 40 + Math.random() * 700);
    };
    tick();
  },
  game: socket => {
    const world = setInterval(() => socket.send(randomBytes(40 + Math.random() * 90)), 50);
    socket.on('close', () => clearInterval(world));
  },
  copy: socket => socket.on('message', data => socket.send(randomBytes(8 + Math.round(data.length * (0.7 + Math.random() * 0.6))))),
};

function listen(host) {
  const tls = host.cert && { cert: readFileSync(host.cert), key: readFileSync(host.key), allowHTTP1: true,
    minVersion: settings.versions?.[0] ?? 'TLSv1.2', maxVersion: settings.versions?.at(-1) ?? 'TLSv1.3' };
  const server = tls ? createSecureServer(tls) : createServer({ keepAliveTimeout: 60000 });
  server.on('request', (request, response) => answer(request, response).catch(() => response.destroy()));
  server.on('sessionError', () => {});
  const sockets = new WebSocketServer({ server, perMessageDeflate: false });
  sockets.on('connection', (socket, request) => { socket.on('error', () => {}); SOCKETS[request.url.split('/')[2]](socket); });
  server.listen(host.port ?? 443, host.address);
}
settings.hosts.forEach(listen);
