// Somebody who uses NATS. Arguments: name of the server, "off" or the highest version of TLS, password, what to do, seed.
const { connect } = require("nats"), tls = require("tls");
const [name, version, pass, what, seed] = process.argv.slice(2);
let state = Number(seed);
const random = (low, high) => {
  state = (state * 48271) % 2147483647;
  return low + state % (high - low);
};
const pause = (low, high) => new Promise(done => setTimeout(done, random(low, high)));
const bytes = (low, high) => Buffer.alloc(random(low, high), String(state));
if (version !== "off") tls.DEFAULT_MAX_VERSION = "TLSv" + version;

(async () => {
  const nats = await connect({ servers: `${name}:443`, user: "app", pass, pingInterval: 2500, ...(version === "off" ? {} : { tls: {} }) });
  const does = {
    async listen() {
      nats.subscribe("events.>", { callback() {} });
      await pause(9000, 13000);
    },
    async tell() {
      for (let n = random(30, 70); n > 0; n--) {
        nats.publish(`events.place${n % 9}`, bytes(30, 900));
        await pause(20, 250);
      }
    },
    async answer() {
      nats.subscribe("ask", { callback: (error, message) => message.respond(bytes(40, 3000)) });
      await pause(13000, 18000);
    },
    async ask() {
      for (let n = random(25, 45); n > 0; n--) {
        await nats.request("ask", bytes(20, 300), { timeout: 8000 }).catch(error => {
          if (error.code !== "503") throw error;  // nobody answers yet, or any more
        });
        await pause(20, 300);
      }
    },
    async keep() {
      const manager = await nats.jetstreamManager();
      await manager.streams.add({ name: "kept", subjects: ["kept.*"] });
      const stream = nats.jetstream();
      for (let n = random(20, 40); n > 0; n--) {
        await stream.publish("kept.a", bytes(100, 5000));
        await pause(10, 150);
      }
      for (let n = 1; n < 15; n++) await manager.streams.getMessage("kept", { seq: n });
    },
  };
  await does[what]();
  await nats.drain();
})();
