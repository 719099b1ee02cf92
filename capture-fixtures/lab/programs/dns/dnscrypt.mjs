// DNSCrypt version 2 (X25519-XSalsa20Poly1305), as much as a stub needs once it has the resolver's certificate.
//   dnscrypt.mjs ADDRESS CERTIFICATE udp|port|tcp FILE
// udp: each question from a port of its own; FILE is a list of [seconds, name, kind]. Prints how many answers could be opened of how many.
import crypto from 'node:crypto';
import dgram from 'node:dgram';
import fs from 'node:fs';
import net from 'node:net';
import {createRequire} from 'node:module';
import {query} from './message.mjs';

const nacl = createRequire(process.env.NODE_PATH + '/')('tweetnacl');
const [address, certificate, transport, file] = process.argv.slice(2);
const questions = JSON.parse(fs.readFileSync(file));
const wait = seconds => new Promise(done => setTimeout(done, seconds * 1000));

function overUdp(message) {
  return new Promise((done, failed) => {
    const socket = dgram.createSocket(net.isIPv6(address) ? 'udp6' : 'udp4', answer => {
      clearTimeout(late);
      socket.close();
      done(answer);
    });
    const late = setTimeout(() => { socket.close(); failed(new Error('no answer')); }, 4000);
    socket.send(message, 443, address);
  });
}

function overTcp(message) {
  return new Promise((done, failed) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(message.length);
    let got = Buffer.alloc(0);
    const socket = net.connect(443, address, () => socket.write(Buffer.concat([length, message])));
    socket.setTimeout(4000, () => socket.destroy(new Error('no answer')));
    socket.on('error', failed).on('data', part => {
      got = Buffer.concat([got, part]);
      if (got.length < 2 || got.length < 2 + got.readUInt16BE(0)) return;
      socket.end();
      done(got.subarray(2));
    });
  });
}

/** All questions from one port; answers are known by the half of the nonce that they repeat. */
function fromOnePort() {
  const waiting = new Map();
  const socket = dgram.createSocket(net.isIPv6(address) ? 'udp6' : 'udp4', answer => waiting.get(answer.toString('hex', 8, 20))?.(answer));
  return message => new Promise((done, failed) => {
    waiting.set(message.toString('hex', 40, 52), done);
    setTimeout(() => failed(new Error('no answer')), 4000);
    socket.send(message, 443, address);
  });
}

const send = {tcp: overTcp, udp: overUdp, port: fromOnePort()}[transport];

// the certificate: "DNSC", version, signature, then the short-term key and the magic that names it
const found = fs.readFileSync(certificate);
const key = found.subarray(72, 104), magic = found.subarray(104, 112);
const own = nacl.box.keyPair();
const shared = nacl.box.before(key, own.secretKey);

async function ask([at, name, kind]) {
  await wait(at);
  const message = query(name, kind, false, crypto.randomInt(65536));
  const blocks = Math.max(transport === 'tcp' ? 0 : 4, Math.ceil((message.length + 1) / 64));
  const padded = Buffer.concat([message, Buffer.from([0x80]), Buffer.alloc(blocks * 64 - message.length - 1)]);
  const half = crypto.randomBytes(12);
  const box = nacl.box.after(padded, Buffer.concat([half, Buffer.alloc(12)]), shared);
  const answer = await send(Buffer.concat([magic, own.publicKey, half, box]));
  return nacl.box.open.after(new Uint8Array(answer.subarray(32)), new Uint8Array(answer.subarray(8, 32)), shared) !== null;
}

const results = await Promise.allSettled(questions.map(ask));
for (const result of results) if (result.reason) console.log(String(result.reason));
console.log(results.filter(result => result.value).length, results.length);
process.exit(0);
