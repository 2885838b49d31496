"use strict";
/** Within a layer's container: leaves the first attempt of each named request without an answer, as a server does that ends a kept connection in the moment of its use. */
const { createServer } = require("node:http");

const attempts = new Map();
createServer((request, response) => {
  const name = request.headers["x-request"];
  const count = (attempts.get(name) ?? 0) + 1;
  if (name) attempts.set(name, count);
  if (name && count === 1) request.socket.destroy();
  else response.end(`attempt ${count}\n`);
}).listen(8006);
process.on("SIGTERM", () => process.exit(0));
