"use strict";
/**
 * Run within a network namespace: tries to connect to every endpoint and to resolve every name with Docker's resolver.
 * Reads {endpoints: [{address, port}], names: [string], timeoutMs} as JSON, answers the same with an outcome each.
 */
const { Resolver } = require("node:dns").promises;
const fs = require("node:fs");
const net = require("node:net");

const DOCKER_RESOLVER = "127.0.0.11";

function connect({ address, port }, late) {
  return new Promise((resolve) => {
    const socket = net.connect({ host: address, port });
    const end = (outcome) => {
      socket.destroy();
      resolve({ address, port, outcome });
    };
    socket.on("connect", () => end("open"));
    socket.on("error", (error) => end(error.code === "ECONNREFUSED" ? "refused" : error.code));
    void late.then(() => end("timeout"));
  });
}

/** One deadline, counted from the last attempt, and only after the answers that are there by then were looked at: a busy
 * machine must not turn an open port into a closed one. */
async function connectAll(endpoints, timeoutMs) {
  let expire;
  const late = new Promise((resolve) => (expire = resolve));
  const attempts = endpoints.map((endpoint) => connect(endpoint, late));
  const timer = setTimeout(() => setImmediate(expire), timeoutMs);
  const connections = await Promise.all(attempts);
  clearTimeout(timer);
  return connections;
}

async function resolveName(name, timeoutMs) {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  resolver.setServers([DOCKER_RESOLVER]);
  return { name, addresses: await resolver.resolve4(name).catch(() => []) };
}

async function main({ endpoints, names, timeoutMs }) {
  const connections = await connectAll(endpoints, timeoutMs);
  const resolved = await Promise.all(names.map((name) => resolveName(name, timeoutMs)));
  process.stdout.write(JSON.stringify({ connections, names: resolved }));
}

void main(JSON.parse(fs.readFileSync(0, "utf8")));
