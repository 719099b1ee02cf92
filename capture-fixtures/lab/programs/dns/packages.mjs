// Asks by packages of npm that resolve, each question at its time; prints how many answers came and how many were due.
//   packages.mjs tangerine|dohdec|dot HOST ADDRESS FILE OPTIONS
// FILE is a list of [seconds, name, kind], or of [seconds, address of a page, "PAGE"].
import fs from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const folder = process.env.NODE_PATH, require = createRequire(path.join(folder, 'x.js'));
const [kind, host, address, file, ...options] = process.argv.slice(2);
const questions = JSON.parse(fs.readFileSync(file));
const wait = ms => new Promise(done => setTimeout(done, ms));
const has = option => options.includes(option);

function tangerine() {
  const Tangerine = require('tangerine'), undici = require('undici');
  const dispatcher = new undici.Agent({connections: has('one') ? 1 : 4, keepAliveTimeout: 30000});
  const headers = {'content-type': 'application/dns-message', accept: 'application/dns-message'};
  const resolver = new Tangerine({servers: new Set([host]), timeout: 8000, tries: 1, cache: false,
    requestOptions: {method: has('post') ? 'POST' : 'GET', headers, dispatcher}}, undici.request);
  const lookup = (name, _, done) => resolver.resolve4(name)
    .then(found => done(null, found.map(one => ({address: one.address || one, family: 4}))), done);
  const web = new undici.Agent({connect: {lookup}, connections: 4, keepAliveTimeout: 3000, allowH2: true});
  const read = async (body) => { for await (const _ of body); };
  return {
    ask: (name, type) => resolver.resolve(name, type).catch(error => { if (!['ENODATA', 'ENOTFOUND'].includes(error.code)) throw error; }),
    page: async url => read((await undici.request(url, {dispatcher: web})).body),
    end: () => Promise.all([dispatcher.close(), web.close()]),
  };
}

async function dohdec() {
  const {DNSoverHTTPS, DNSoverTLS} = await import(pathToFileURL(require.resolve('dohdec')));
  if (kind === 'dot') {
    const resolver = new DNSoverTLS({host: address, port: 443, servername: host, checkServerIdentity: () => undefined});
    return {ask: (name, rrtype) => resolver.lookup(name, {rrtype, dnssec: has('dnssec')}), end: () => resolver.close()};
  }
  const json = has('json');
  const resolver = new DNSoverHTTPS({url: `https://${host}/${json ? 'resolve' : 'dns-query'}`, http2: true, preferPost: has('post')});
  return {ask: (name, rrtype) => resolver.lookup(name, {rrtype, json, dnssec: has('dnssec')}), end: () => {}};
}

const resolver = kind === 'tangerine' ? tangerine() : await dohdec();
let answers = 0;
await Promise.all(questions.map(async ([at, name, type]) => {
  await wait(at * 1000);
  try {
    await Promise.race([type === 'PAGE' ? resolver.page(name) : resolver.ask(name, type), wait(9000).then(() => { throw Error('late'); })]);
    answers++;
  } catch (error) {
    console.log(name, type, error.message);
  }
}));
await resolver.end();
console.log(answers, questions.length);
process.exit(0);
