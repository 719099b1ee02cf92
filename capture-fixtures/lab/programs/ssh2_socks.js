// A SOCKS 5 proxy at 127.0.0.1:1080 whose connections are channels of one SSH connection by the package ssh2.
// Arguments: address, user, password, cipher or "".
const net = require("net"), { Client } = require("ssh2");
const [host, username, password, cipher] = process.argv.slice(2);
const ssh = new Client();

function serve(socket) {
  socket.on("error", () => {});
  socket.once("data", () => {
    socket.write(Buffer.from([5, 0]));
    socket.once("data", request => {
      const named = request[3] === 3;
      const to = named ? request.toString("latin1", 5, 5 + request[4]) : [...request.subarray(4, 8)].join(".");
      const port = request.readUInt16BE(request.length - 2);
      ssh.forwardOut("127.0.0.1", socket.remotePort || 0, to, port, (error, channel) => {
        socket.write(Buffer.from([5, error ? 5 : 0, 0, 1, 0, 0, 0, 0, 0, 0]));
        if (error) return socket.end();
        channel.on("error", () => {});
        socket.pipe(channel).pipe(socket);
      });
    });
  });
}

ssh.on("ready", () => net.createServer(serve).listen(1080, "127.0.0.1"));
ssh.on("close", () => process.exit());
ssh.connect({ host, port: 443, username, password, keepaliveInterval: 4000, ...(cipher && { algorithms: { cipher: [cipher] } }) });
