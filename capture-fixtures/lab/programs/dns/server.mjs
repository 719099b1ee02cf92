// A DoH server: /dns-query over HTTP/2 and 1.1, /resolve in JSON, and files of a folder. It asks the name server in BACKEND.
//   server.mjs CERTIFICATE KEY ADDRESSES VERSION [FOLDER]     "-" instead of a certificate: HTTP/1.1 without TLS on port 8053
import dgram from 'node:dgram';
import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import path from 'node:path';
import {kinds, pad} from './message.mjs';

const [certificate, key, addresses, version, folder] = process.argv.slice(2);
const block = Number(process.env.PADDING || 0);
const records = JSON.parse(fs.readFileSync(process.env.ANSWERS));

function ask(message) {
  return new Promise((done, failed) => {
    const socket = dgram.createSocket('udp4', answer => { socket.close(); done(answer); });
    socket.on('error', failed);
    socket.send(message, 5353, '127.0.0.1');
  });
}

function json(name, kind) {
  const answers = [];
  let here = records[name.toLowerCase()];
  for (let owner = name; here; here = records[owner]) {
    const data = here.CNAME ? [here.CNAME + '.'] : here[kind] || [];
    for (const value of [data].flat()) answers.push({name: owner + '.', type: here.CNAME ? 5 : kinds[kind], TTL: here.ttl, data: value});
    if (!here.CNAME) break;
    owner = here.CNAME;
  }
  const known = name.toLowerCase() in records;
  const question = [{name: name + '.', type: kinds[kind]}];
  return {Status: known ? 0 : 3, TC: false, RD: true, RA: true, AD: false, CD: false, Question: question, Answer: answers};
}

async function serve(request, response) {
  const url = new URL(request.url, 'https://host');
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts);
  if (url.pathname === '/dns-query' && (body.length || url.searchParams.has('dns'))) {
    const message = body.length ? body : Buffer.from(url.searchParams.get('dns'), 'base64url');
    const answer = await ask(message);
    const padded = block && answer.readUInt16BE(10) ? pad(answer, block) : answer;
    response.writeHead(200, {'content-type': 'application/dns-message', 'content-length': padded.length, 'cache-control': 'max-age=60'});
    response.end(padded);
  } else if (url.pathname === '/resolve') {
    const text = JSON.stringify(json(url.searchParams.get('name'), url.searchParams.get('type') || 'A'));
    setTimeout(() => response.end(text), text.length % 5 < 2 ? text.length % 120 : 1); // some names have to be looked for
    response.writeHead(200, {'content-type': 'application/dns-json', 'content-length': text.length});
  } else {
    const file = folder && path.join(folder, path.basename(url.pathname) || 'index.html');
    const found = file && fs.existsSync(file);
    response.writeHead(found ? 200 : 404, {'content-type': file?.endsWith('.html') ? 'text/html' : 'application/octet-stream'});
    response.end(found ? fs.readFileSync(file) : 'not found\n');
  }
}

if (certificate === '-') {
  http.createServer(serve).listen(8053, '127.0.0.1');
} else {
  const options = {cert: fs.readFileSync(certificate), key: fs.readFileSync(key), maxVersion: version, allowHTTP1: true};
  for (const address of addresses.split(',')) http2.createSecureServer(options, serve).listen(443, address);
}
