"use strict";
/**
 * Runs within a layer's container, with its Node.js, its packages, its environment and its network, and asks the servers
 * that the layer uses. `INPUT` is put before this text; the answer is one line of JSON.
 */
const { readFileSync } = require("node:fs");
const net = require("node:net");
const { Client } = require("pg");
const Redis = require("ioredis");
/* global INPUT */

const env = process.env;
const own = (file) => readFileSync(env[file], "utf8").trim();
const words = (error) => ({ ok: false, code: error.code ?? "", message: error.message });

function postgres({ user, password, database } = {}) {
  return new Client({
    host: env.POSTGRES_HOST,
    port: Number(env.POSTGRES_PORT),
    database: database ?? env.POSTGRES_DATABASE,
    user: user ?? env.POSTGRES_USER,
    password: password ?? own("POSTGRES_PASSWORD_FILE"),
    connectionTimeoutMillis: 20_000,
  });
}

async function outcome(work) {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return words(error);
  }
}

/** Each statement in a transaction that is rolled back, so that one that should be refused does no harm when it is not. */
async function sql({ login, statements, keep }) {
  const client = postgres(login);
  client.on("error", () => undefined);
  const connected = await outcome(() => client.connect().then(() => "connected"));
  if (!connected.ok) return [connected];
  const outcomes = [];
  for (const statement of statements) {
    if (!keep) await client.query("BEGIN");
    outcomes.push(await outcome(async () => (await client.query({ text: statement, rowMode: "array" })).rows ?? []));
    if (!keep) await client.query("ROLLBACK");
  }
  await client.end();
  return outcomes;
}

function redisClient() {
  const options = { host: env.REDIS_HOST, port: Number(env.REDIS_PORT), enableReadyCheck: false, lazyConnect: true };
  const client = new Redis({ ...options, retryStrategy: null, maxRetriesPerRequest: 0, connectTimeout: 20_000 });
  return client.on("error", () => undefined);
}

/** The client must know that it subscribes, since no other command may follow. */
const asked = (client, name, rest) => (name === "SUBSCRIBE" ? client.subscribe(...rest) : client.call(name, ...rest));

/** Logs in with the layer's own account, with another one, or, with `null`, not at all. */
async function redis({ login = {}, commands }) {
  const client = redisClient();
  await client.connect();
  const outcomes = [];
  if (login !== null) {
    const { user = env.REDIS_USER, password = own("REDIS_PASSWORD_FILE") } = login;
    const authenticated = await outcome(() => client.call("AUTH", user, password));
    if (!authenticated.ok) outcomes.push(authenticated);
  }
  if (outcomes.length === 0) {
    for (const [name, ...rest] of commands) outcomes.push(await outcome(() => asked(client, name, rest)));
  }
  client.disconnect();
  return outcomes;
}

/** What the server answers to a login before any password: https://www.postgresql.org/docs/current/protocol-flow.html */
function demand({ user, database }) {
  return new Promise((resolve, reject) => {
    const body = Buffer.from(`\0\x03\0\0user\0${user}\0database\0${database}\0\0`, "latin1");
    const size = Buffer.alloc(4);
    size.writeInt32BE(body.length + 4);
    const socket = net.connect(Number(env.POSTGRES_PORT), env.POSTGRES_HOST, () =>
      socket.write(Buffer.concat([size, body])),
    );
    socket.once("error", reject).once("data", (answer) => {
      socket.destroy();
      const type = answer.toString("latin1", 0, 1);
      if (type !== "R") return resolve({ type, text: answer.toString("latin1", 5).split("\0").join(" ").trim() });
      const mechanisms = answer
        .toString("latin1", 9)
        .split("\0")
        .filter((word) => word !== "");
      return resolve({ type, method: answer.readInt32BE(5), mechanisms });
    });
  });
}

/** Says that it is open, then waits until both servers have ended its sessions. */
async function hold({ postgresLogin, redisLogin }) {
  const database = postgres(postgresLogin);
  const cache = redisClient();
  const ended = Promise.all([
    new Promise((resolve) => database.on("error", (error) => resolve(error.code ?? error.message))),
    new Promise((resolve) => cache.on("close", () => resolve("closed"))),
  ]);
  await database.connect();
  await cache.connect();
  await cache.call("AUTH", redisLogin.user, redisLogin.password);
  process.stdout.write("open\n");
  return ended;
}

/**
 * A transaction, a subscription and a blocked command, all open at once: says that they are, and goes on with each once
 * something was published.
 */
async function keep({ statement, channel, list }) {
  const database = postgres();
  const [subscribed, blocked] = [redisClient(), redisClient()];
  await Promise.all([database.connect(), subscribed.connect(), blocked.connect()]);
  for (const client of [subscribed, blocked]) {
    await client.call("AUTH", env.REDIS_USER, own("REDIS_PASSWORD_FILE"));
  }
  const transaction = async () => (await database.query("SELECT pg_current_xact_id()::text AS id")).rows[0].id;
  await database.query("BEGIN");
  await database.query(statement);
  const before = await transaction();
  const told = new Promise((resolve) => subscribed.on("message", (_channel, text) => resolve(text)));
  await subscribed.subscribe(channel);
  const popped = blocked.call("BLPOP", list, "0");
  process.stdout.write("open\n");
  const answers = { told: await told, popped: (await popped)[1], sameTransaction: before === (await transaction()) };
  await database.query("COMMIT");
  await database.end();
  subscribed.disconnect();
  blocked.disconnect();
  return answers;
}

/** Many clients at once, each with a statement of its own; which sessions of the server these ran in. */
async function crowd({ clients, statement }) {
  const one = async () => {
    const client = postgres();
    client.on("error", () => undefined);
    await client.connect();
    try {
      return (await client.query({ text: statement, rowMode: "array" })).rows[0][0];
    } finally {
      await client.end();
    }
  };
  return Promise.all(Array.from({ length: clients }, () => outcome(one)));
}

const ACTIONS = { crowd, demand, hold, keep, redis, sql };

ACTIONS[INPUT.action](INPUT).then(
  (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  },
);
