// DNS messages, as much of them as the programs of this folder need.
export const kinds = {A: 1, CNAME: 5, NULL: 10, TXT: 16, AAAA: 28, HTTPS: 65};

/** A query with EDNS, padded to a multiple of 128 bytes (RFC 8467) where wanted. */
export function query(name, kind, padded, id = 0) {
  const labels = name.split('.').map(label => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')]));
  const header = Buffer.from([id >> 8, id & 255, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
  const plain = Buffer.concat([header, ...labels, Buffer.from([0, 0, kinds[kind], 0, 1, 0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0])]);
  return padded ? pad(plain, 128) : plain;
}

/** Pads a message whose last record is an empty OPT. */
export function pad(message, block) {
  const zeros = (block - (message.length + 4) % block) % block;
  const out = Buffer.concat([message, Buffer.from([0, 12, zeros >> 8, zeros & 255]), Buffer.alloc(zeros)]);
  out.writeUInt16BE(zeros + 4, message.length - 2);
  return out;
}
