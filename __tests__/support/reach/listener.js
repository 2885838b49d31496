"use strict";
/** Listens on a free port of all addresses, prints it, and ends with whoever started it. */
const net = require("node:net");

const server = net.createServer((socket) => socket.on("error", () => undefined).end());
server.listen(0, "0.0.0.0", () => process.stdout.write(String(server.address().port)));
process.stdin.on("end", () => process.exit(0)).resume();
