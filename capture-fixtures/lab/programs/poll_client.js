// The other end of poll_server.js: each connection to 127.0.0.1:1080 is a session, which polls the faster the more there is to say.
// Arguments: name, address.
const crypto = require("crypto"), https = require("https"), net = require("net");
const [name, address] = process.argv.slice(2);
const agent = new https.Agent({ keepAlive: true, maxSockets: 4 });
const SOONEST = 20, LATEST = 3000;

net.createServer(socket => {
  const id = crypto.randomBytes(12).toString("base64"), heard = [];
  let over = false, delay = SOONEST, timer = null, busy = false;
  function poll() {
    timer = null;
    busy = true;
    const body = Buffer.concat(heard.splice(0));
    const headers = { "x-session": id, "content-type": "application/octet-stream", "content-length": body.length };
    const request = https.request({ host: address, servername: name, method: "POST", path: "/", headers, agent }, response => {
      let count = body.length;
      response.on("data", data => { count += data.length; socket.write(data); }).on("end", () => {
        busy = false;
        if (response.headers["x-over"]) return socket.end();
        delay = count ? SOONEST : Math.min(LATEST, delay * 1.5);
        if (!over) timer = setTimeout(poll, heard.length ? 0 : delay);
      });
    });
    request.on("error", () => socket.destroy());
    request.end(body);
  }
  socket.on("data", data => {
    heard.push(data);
    if (!busy) { clearTimeout(timer); timer = setTimeout(poll, 2); }
  });
  socket.on("close", () => { over = true; clearTimeout(timer); }).on("error", () => {});
  poll();
}).listen(1080, "127.0.0.1");
