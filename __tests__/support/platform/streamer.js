"use strict";
/** Within a layer's container: a response that never ends, and an upgraded connection that gives back what it gets. */
const { createServer } = require("node:http");

const server = createServer((request, response) => {
  if (!request.url.startsWith("/stream")) return response.end("ready\n");
  const beat = setInterval(() => response.write("beat\n"), 200);
  return response.on("close", () => clearInterval(beat));
});
server.on("upgrade", (_request, socket) => {
  socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
  socket.on("error", () => undefined).pipe(socket);
});
server.listen(8004);
process.on("SIGTERM", () => process.exit(0));
