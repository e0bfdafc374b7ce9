// Has the HTTP Observatory's own library look at addresses of a site on this machine, and prints what it says as JSON.
// Usage: node observatory.mjs <http port> <https port> <path>...   with NODE_EXTRA_CA_CERTS naming the certificate.
import { writeFileSync } from "node:fs";
import net from "node:net";
import { scan } from "@mdn/mdn-http-observatory";

const HOST = "localhost";
const [http, https, ...paths] = process.argv.slice(2);
const ports = { 80: Number(http), 443: Number(https) };

// The library asks the ports that every site has. Here they are others; and whatever else is asked stays unasked.
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  const port = ports[options.port];
  if (options.host !== HOST || !port) throw new Error(`${options.host}:${options.port} is not the site`);
  Object.assign(options, { host: "127.0.0.1", port });
  return connect.apply(this, given);
};

// The list of hosts that browsers know to be https only; the library would fetch it while it is installed.
const list = new URL("conf/hsts-preload.json", new URL("../", import.meta.resolve("@mdn/mdn-http-observatory")));
writeFileSync(list, "{}");

const found = {};
for (const path of paths) found[path] = await scan(HOST + path);
console.log(JSON.stringify(found));
