// A program that fetches through an HTTPS proxy by undici. Arguments: the proxy's name, "name:password" or "", seed, what it does
// ("page,calls,..."), and the hosts inside.
const { ProxyAgent, fetch } = require("undici");
const [proxy, secret, seed, kinds, ...hosts] = process.argv.slice(2);
let state = Number(seed);
const random = (low, high) => {
  state = (state * 48271) % 2147483647;
  return low + state % (high - low);
};
const pause = (low, high) => new Promise(done => setTimeout(done, random(low, high)));
const token = secret && "Basic " + Buffer.from(secret).toString("base64");
const agent = new ProxyAgent({ uri: `https://${proxy}:443`, connections: 4, ...(token && { token }) });
const host = () => hosts[random(0, hosts.length)];
const get = async (url, options = {}) => (await (await fetch(url, { dispatcher: agent, ...options })).arrayBuffer()).byteLength;

const does = {
  async page() {
    const name = host();
    const text = await (await fetch(`https://${name}/`, { dispatcher: agent })).text();
    const parts = ["/a.css", "/a.js", ...[...text.matchAll(/img src=(\/\S+?)>/g)].map(match => match[1])];
    await Promise.all(parts.map(part => get(`https://${name}${part}`)));
  },
  async calls() {
    const name = host();
    for (let n = random(15, 35); n > 0; n--) {
      await get(`https://${name}/small.json?${n}`);
      await pause(20, 300);
    }
  },
  download: () => get(`https://${host()}/big.bin`),
  upload: () => get(`https://${host()}/upload`, { method: "PUT", body: Buffer.alloc(random(50000, 400000), "lorem ipsum ") }),
  async stream() {  // as players do
    const name = host();
    for (let n = 0; n < 8; n++) {
      await get(`https://${name}/big.bin`, { headers: { range: `bytes=${n * 120000}-${(n + 1) * 120000 - 1}` } });
      await pause(500, 1200);
    }
  },
};

(async () => {
  for (const kind of kinds.split(",")) {
    await does[kind]();
    await pause(100, 900);
  }
  await agent.close();
})();
