// A CONNECT proxy at 127.0.0.1:8118 that carries everything as streams of one HTTP/2 connection to an HTTPS proxy.
// Arguments: name, address.
const http = require("http"), http2 = require("http2");
const [name, address] = process.argv.slice(2);
let session;

function outside() {
  if (!session || session.closed || session.destroyed) session = http2.connect(`https://${name}`, { host: address, servername: name });
  session.on("error", () => {});
  return session;
}

http.createServer().on("connect", (request, socket) => {
  const stream = outside().request({ ":method": "CONNECT", ":authority": request.url });
  stream.on("response", headers => {
    if (headers[":status"] !== 200) return socket.destroy();
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    stream.pipe(socket).pipe(stream);
  });
  stream.on("error", () => socket.destroy()).on("close", () => socket.destroy());
  socket.on("error", () => stream.close()).on("close", () => stream.close());
}).listen(8118, "127.0.0.1");
