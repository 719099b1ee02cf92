// Carries each connection to 127.0.0.1:1080 in a websocket of its own. Argument: the websocket's address.
const net = require("net"), WebSocket = require("ws");

net.createServer({ pauseOnConnect: true, allowHalfOpen: true }, socket => {
  const outside = new WebSocket(process.argv[2], "binary");
  outside.on("open", () => {
    socket.on("data", data => outside.send(data)).on("end", () => outside.close());
    socket.resume();
  });
  outside.on("message", data => socket.write(data)).on("close", () => socket.end()).on("error", () => socket.destroy());
  socket.on("error", () => outside.close());
}).listen(1080, "127.0.0.1");
