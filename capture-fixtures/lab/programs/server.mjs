// A web application: files of a folder, answers in JSON of the size asked for, and uploads; HTTP/2 and 1.1, or 1.1 alone.
// server.mjs h2|h1 MINVERSION MAXVERSION, then ADDRESS CERTIFICATE KEY FOLDER for every host.
import fs from "node:fs";
import http2 from "node:http2";
import https from "node:https";
import path from "node:path";
import zlib from "node:zlib";

const [, , protocol, minVersion, maxVersion, ...hosts] = process.argv;

function answer(folder, request, response) {
  const url = new URL(request.url, "https://any");
  let length = 0;
  request.on("data", (part) => (length += part.length)).on("end", () => {
    if (request.method !== "GET") {
      response.writeHead(201, { "content-type": "application/json" });
      return response.end(JSON.stringify({ stored: length }));
    }
    if (url.pathname === "/api") {
      const items = Buffer.alloc(Number(url.searchParams.get("bytes") || 200), "item ").toString();
      const text = JSON.stringify({ items, at: Date.now() });
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
      return response.end(zlib.gzipSync(text));
    }
    fs.readFile(path.join(folder, url.pathname === "/" ? "index.html" : path.basename(url.pathname)), (error, data) => {
      const since = request.headers["if-modified-since"];
      response.writeHead(error ? 404 : since ? 304 : 200, { "cache-control": "max-age=60" });
      response.end(error || since ? undefined : data);
    });
  });
}

for (let n = 0; n < hosts.length; n += 4) {
  const [address, certificate, key, folder] = hosts.slice(n, n + 4);
  const options = { cert: fs.readFileSync(certificate), key: fs.readFileSync(key), minVersion, maxVersion, allowHTTP1: true };
  const listener = (request, response) => answer(folder, request, response);
  const server = protocol === "h2" ? http2.createSecureServer(options, listener) : https.createServer(options, listener);
  server.listen(443, address);
}
