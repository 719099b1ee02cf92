// The package proxy-chain as an HTTPS proxy. Arguments: address, certificate, key, highest version of TLS, "name:password" or "".
const fs = require("fs"), { Server } = require("proxy-chain");
const [address, cert, key, maxVersion, secret] = process.argv.slice(2);

new Server({
  host: address, port: 443, serverType: "https", httpsOptions: { cert: fs.readFileSync(cert), key: fs.readFileSync(key), maxVersion },
  prepareRequestFunction: ({ username, password }) => ({ requestAuthentication: secret !== "" && `${username}:${password}` !== secret }),
}).listen();
