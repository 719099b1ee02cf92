// An HTTPS proxy for HTTP/1.1 and HTTP/2: CONNECT leads anywhere, everything else gets a page. Arguments: address, certificate, key.
const fs = require("fs"), http2 = require("http2"), net = require("net");
const [address, certificate, key] = process.argv.slice(2);
const page = "<!doctype html><title>hello</title><p>" + "lorem ipsum ".repeat(400);
const server = http2.createSecureServer({ cert: fs.readFileSync(certificate), key: fs.readFileSync(key), allowHTTP1: true });

function join(one, other) {
  one.pipe(other).pipe(one);
  for (const [end, peer] of [[one, other], [other, one]]) end.on("error", () => peer.destroy()).on("close", () => peer.destroy());
}

function dial(authority, client, ready) {
  const [, host, port] = authority.match(/^(.*):(\d+)$/);
  const target = net.connect({ host, port: Number(port), noDelay: true }, () => client.destroyed ? target.destroy() : ready(target));
  target.on("error", () => client.destroy());
  client.on("error", () => target.destroy());
}

server.on("stream", (stream, headers) => {
  if (headers[":method"] !== "CONNECT") return stream.respond({ ":status": 200, "content-type": "text/html" }) || stream.end(page);
  dial(headers[":authority"], stream, target => { stream.respond({ ":status": 200 }); join(stream, target); });
});
server.on("connect", (request, socket) => {
  if (request.httpVersionMajor === 1) dial(request.url, socket, target => { socket.write("HTTP/1.1 200 OK\r\n\r\n"); join(socket, target); });
});
server.on("request", (request, response) => request.httpVersionMajor === 1 && response.end(page));
server.listen(443, address);
