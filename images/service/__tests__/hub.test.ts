import { createServer } from "node:net";
import { eventually, freePort, rewrite, useLab } from "./support/lab";
import { stub } from "./support/http-stub";
import type { Json, RunningService } from "./support/service";
import { start } from "./support/service";

const lab = useLab();
let hub: RunningService;
let worker: RunningService;
let registryFile: string;
let asked = 0;
const entries: Json[] = [];

const listed = async (name: string): Promise<Json | undefined> =>
  ((await hub.json("/v1/services")).body["services"] as Json[]).find(({ service }) => service === name);

const tcpListener = async (): Promise<number> => {
  const server = createServer((socket) => socket.destroy());
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  lab.onRelease(() => void server.close());
  return port;
};

beforeAll(async () => {
  worker = await start(lab);
  const counting = await stub(lab, (_request, response) => {
    asked += 1;
    response.writeHead(asked > 0 ? 200 : 500).end();
  });
  const broken = await stub(lab, (_request, response) => void response.writeHead(500).end());
  const silent = await stub(lab, () => undefined);
  entries.push(
    { service: "documents", layer: "l01", url: counting.origin, healthPath: "/health" },
    { service: "events", layer: "l01", url: counting.origin, healthPath: "/health" },
    { service: "workers", layer: "l02", url: worker.origin, healthPath: "/ready" },
    { service: "broken", layer: "l03", url: broken.origin, healthPath: "/health" },
    { service: "silent", layer: "l04", url: silent.origin, healthPath: "/health", external: true },
    { service: "cache", layer: "redis", url: `redis://127.0.0.1:${await tcpListener()}` },
    { service: "nobody", layer: "l05", url: `http://127.0.0.1:${await freePort()}` },
  );
  registryFile = lab.file(JSON.stringify(entries), "registry.json");
  hub = await start(lab, { ROLE: "hub", SERVICE_REGISTRY_FILE: registryFile, HUB_INTERVAL_SECONDS: "0.3" });
});

it("lists every service with live state from its first answer on", async () => {
  const { body } = await hub.json("/v1/services");
  expect(body).toMatchObject({ count: 7, up: 4 });
  const states = (body["services"] as Json[]).map(({ service, state }) => [service, state]);
  expect(Object.fromEntries(states)).toEqual({
    documents: "up",
    events: "up",
    workers: "up",
    broken: "down",
    silent: "down",
    cache: "up",
    nobody: "down",
  });
});

it("says layer, endpoint, latency, time and reason", async () => {
  expect(await listed("documents")).toMatchObject({
    layer: "l01",
    external: false,
    latencyMs: expect.any(Number),
    error: null,
  });
  expect(await listed("broken")).toMatchObject({
    endpoint: expect.stringMatching(/^http:/),
    latencyMs: null,
    error: "answered HTTP 500",
  });
  expect(await listed("silent")).toMatchObject({ external: true, error: "no answer within 500 ms" });
  expect(await listed("nobody")).toMatchObject({
    error: "ECONNREFUSED",
    checkedAt: expect.stringMatching(/^\d{4}-.*Z$/),
  });
});

it("asks an endpoint once for all its services, round after round", async () => {
  const roundOf = async (): Promise<unknown> => (await listed("documents"))?.["checkedAt"];
  const [first, before] = [await roundOf(), asked];
  await eventually("the next round", async () => (await roundOf()) !== first || undefined);
  expect(asked - before).toBeLessThanOrEqual(2);
});

it("sees a service go down and come back", async () => {
  await worker.program.kill();
  await eventually("it is down", async () => (await listed("workers"))?.["state"] === "down" || undefined);
  expect(await hub.metric('service_up{service="workers",layer="l02"}')).toBe(0);
  await start(lab, { PORT: String(worker.port) });
  await eventually("it is up", async () => (await listed("workers"))?.["state"] === "up" || undefined);
  expect(await hub.metric('service_up{service="workers",layer="l02"}')).toBe(1);
});

it("stays ready whatever the services do: it only watches them", async () => {
  expect((await hub.fetch("/ready")).status).toBe(200);
});

it("reads the registry again when it changes, and keeps the last one when it is broken", async () => {
  const countOf = async (): Promise<unknown> => (await hub.json("/v1/services")).body["count"];
  rewrite(registryFile, JSON.stringify(entries.slice(0, 2)));
  await eventually("two services", async () => (await countOf()) === 2 || undefined);
  rewrite(registryFile, "{");
  await hub.logged({ message: "the registry cannot be read; the last one is used" });
  expect(await countOf()).toBe(2);
});
