// Asks a DoH server what it is told, when it is told: node:http2 in one connection, or undici with four of HTTP/1.1 or one of HTTP/2.
//   client.mjs h2|fetch|fetch-h2 URL FILE [get|post] [padding] [json] [pages=FILE]
// FILE is a list of [seconds, name, kind]; pages a list of [seconds, path] fetched in the same connection. Prints how many answers
// came of how many.
import fs from 'node:fs';
import http2 from 'node:http2';
import {createRequire} from 'node:module';
import {query} from './message.mjs';

const [library, address, file, ...options] = process.argv.slice(2);
const url = new URL(address);
const has = option => options.includes(option);
const questions = JSON.parse(fs.readFileSync(file));
const pages = options.filter(o => o.startsWith('pages=')).flatMap(o => JSON.parse(fs.readFileSync(o.slice(6))));
const base = '/dns-query';

function request(name, kind) {
  if (has('json')) return {path: `/resolve?name=${name}&type=${kind}`, headers: {accept: 'application/dns-json'}};
  const message = query(name, kind, has('padding'));
  if (has('get')) return {path: `${base}?dns=${message.toString('base64url')}`, headers: {accept: 'application/dns-message'}};
  return {path: base, method: 'POST', body: message,
    headers: {accept: 'application/dns-message', 'content-type': 'application/dns-message', 'content-length': String(message.length)}};
}

function overHttp2() {
  let session;
  return ({path, method = 'GET', headers, body}) => new Promise((done, failed) => {
    if (!session || session.closed || session.destroyed) session = http2.connect(url.origin).on('error', () => {});
    const stream = session.request({':path': path, ':method': method, ...headers}, {endStream: !body});
    stream.on('error', failed).on('end', done).resume();
    if (body) stream.end(body);
  });
}

function overFetch() {
  const undici = createRequire(process.env.NODE_PATH + '/')('undici');
  const dispatcher = new undici.Agent(library === 'fetch-h2' ? {allowH2: true, connections: 1} : {connections: 4});
  return async ({path, ...options}) => (await undici.fetch(url.origin + path, {...options, dispatcher})).arrayBuffer();
}

const once = library === 'h2' ? overHttp2() : overFetch();

/** Knot Resolver refuses a request that begins while the body of another is on its way; a refused one may be sent again (RFC 9113, 8.7). */
async function ask(what, tries = 8) {
  try {
    return await once(what);
  } catch (error) {
    if (!tries || !String(error).includes('REFUSED_STREAM')) throw error;
    return ask(what, tries - 1);
  }
}

let answers = 0;
const wait = seconds => new Promise(done => setTimeout(done, seconds * 1000));
const due = [...questions.map(([at, name, kind]) => wait(at).then(() => ask(request(name, kind)))),
  ...pages.map(([at, path]) => wait(at).then(() => ask({path, headers: {accept: '*/*'}})))];
for (const one of due) one.then(() => answers++, error => console.log(String(error.cause ?? error)));
await Promise.race([Promise.allSettled(due), wait(Math.max(0, ...questions.map(q => q[0]), ...pages.map(p => p[0])) + 6)]);
console.log(answers, due.length);
process.exit(0);
