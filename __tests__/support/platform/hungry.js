"use strict";
/** Within a layer's container: takes memory until the kernel ends the process, once it is asked to. */
const { createServer } = require("node:http");

const taken = [];
const take = () => taken.push(Buffer.alloc(8 * 1024 * 1024, 1));
createServer((request, response) => {
  if (request.url === "/eat") setInterval(take, 20);
  response.end("ready\n");
}).listen(8004);
process.on("SIGTERM", () => process.exit(0));
