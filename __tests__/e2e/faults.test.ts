import { readFileSync } from "node:fs";
import { join } from "node:path";
import { throwAwayEngine } from "../support/engine/engine";
import { inside } from "../support/images/hardened";
import { secondsToHeal, secondsUntil } from "../support/platform/healing";
import { answerOfLayer } from "../support/platform/layer-answers";
import { preloaded } from "../support/platform/preloaded";
import { TestProject } from "../support/platform/project";
import { running } from "../support/platform/running";
import { secretValues } from "../support/platform/secret-values";
import { SmallDisk } from "../support/platform/small-disk";
import { asSuperuser } from "../support/platform/superuser";
import { bearer, WayInClient } from "../support/platform/way-in";
import { addItem, Writer } from "../support/platform/writer";

const docker = throwAwayEngine();
const POSTGRES_UID = 999;
const KILLS = 5;
/** How often the control may fail to lose a row before it is said to lose none. */
const MOST_TRIES = 5;
let project: TestProject;
let disk: SmallDisk;
let wayIn: WayInClient;
let token: string;

const program = (name: string) => preloaded(readFileSync(join(__dirname, "../support/platform", name), "utf8"));
const YAML = `target: docker
images: { source: debian }
platform:
  postgres: { memoryMiB: 256, maxConnections: 20, schemas: { items: items.sql } }
  redis: { memoryMiB: 64 }
  haproxy: { httpsPort: 8443, httpPort: 8080 }
  prometheus: { memoryMiB: 256 }
  nodeExporter: {}
  layers:
    gateway: { image: reference-service, port: 8009, env: { ROLE: gateway, DRAIN_SECONDS: "0" }, uses: [items, sessions], route: { path: /api } }
    items: { image: reference-service, port: 8001, uses: [postgres], env: { DRAIN_SECONDS: "0" } }
    sessions: { image: reference-service, port: 8002, uses: [redis], env: { DRAIN_SECONDS: "0" } }
    hungry: { image: reference-service, port: 8004, metrics: null, env: { NODE_OPTIONS: ${program("hungry.js")}, PORT: "8005" } }
    dropping: { image: reference-service, port: 8006, metrics: null, route: { path: /dropping, auth: none }, env: { NODE_OPTIONS: ${program("dropping.js")}, PORT: "8007" } }
`;
const ITEMS =
  "CREATE TABLE IF NOT EXISTS items (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);\n";

const say = (line: string) => process.stderr.write(`${line}\n`);
const seconds = (time: number) => `${time.toFixed(1)} s`;
const kill = (pid: number) => process.kill(pid, "SIGKILL");
const container = async (component: string): Promise<string> => {
  const found = await docker.listContainers({ filters: { label: ["bulwark.environment=shop"] } });
  const one = found.find(({ Labels }) => Labels["bulwark.path"]?.replace(/\/\d+$/, "") === `platform/${component}`);
  return one!.Names[0]!.slice(1);
};
const cacheAsked = () => wayIn.ask("/api/sessions/v1/cache/colour", { headers: bearer(token) });
const rows = async () => new Set((await asSuperuser("SELECT name FROM items.items")).split("\n"));
const isWritten = async () => (await addItem(wayIn, token, "probe").catch(() => undefined))?.status === 201;

/** Rows that were acknowledged and are not there. */
async function lostBy({ acknowledged }: Writer): Promise<readonly string[]> {
  const there = await rows();
  return acknowledged.filter((name) => !there.has(name));
}

/** What a client must never get: an error without words. No answer at all is what a killed process leaves. */
const speechless = ({ refused }: Writer) =>
  refused.filter((one) => /^\d/.test(one) && !/^(502|503|504) \{"error":"\w+"/.test(one));

jest.setTimeout(600_000);

beforeAll(async () => {
  project = await TestProject.empty();
  disk = await SmallDisk.under(docker, "shop-postgres-data", 256, POSTGRES_UID);
  await project.write("environments/items.sql", ITEMS);
  await project.write("environments/shop.yaml", YAML);
  await project.succeed("up", "shop");
  wayIn = new WayInClient(project.path(".bulwark", "shop", "ca.pem"));
  token = secretValues("shop").find(({ name }) => name === "way-in-token")!.value;
});

afterAll(async () => {
  await project.bulwark("down", "shop", "--volumes", "--yes");
  await disk.remove();
  await project.remove();
});

describe("SIGKILL from the host", () => {
  it.each([
    "postgres",
    "redis",
    "haproxy",
    "prometheus",
    "node-exporter",
    "redis-exporter",
    "gateway",
    "items",
    "sessions",
  ])("to %s: it is healthy again by itself, and nobody else has noticed", async (component) => {
    const before = Object.entries(await running(docker, "shop"));
    say(`${component} healthy again after ${seconds(await secondsToHeal(docker, await container(component), kill))}`);
    const others = before.filter(([name]) => name.replace(/\/\d+$/, "") !== component);
    expect(await running(docker, "shop")).toMatchObject(Object.fromEntries(others));
  });

  it(`${KILLS} times to Postgres, while rows are written through the gateway: every acknowledged one is found`, async () => {
    const writer = new Writer(wayIn, token, "kept");
    for (let count = 0; count < KILLS; count++) {
      await writer.untilMore(20);
      say(`kill ${count + 1}: healthy after ${seconds(await secondsToHeal(docker, "shop-postgres", kill))}`);
    }
    await writer.untilMore(20);
    await writer.stop();
    say(`${writer.acknowledged.length} rows acknowledged, ${writer.refused.length} requests refused`);
    expect(await lostBy(writer)).toEqual([]);
    expect(speechless(writer)).toEqual([]);
  });

  it("would lose acknowledged rows without synchronous commits", async () => {
    await asSuperuser("ALTER SYSTEM SET synchronous_commit = off");
    await asSuperuser("ALTER SYSTEM SET wal_writer_delay = '10s'");
    await asSuperuser("SELECT pg_reload_conf()");
    let lost: readonly string[] = [];
    for (let tries = 1; lost.length === 0 && tries <= MOST_TRIES; tries++) {
      const writer = new Writer(wayIn, token, `lost ${tries}`);
      await writer.untilMore(50);
      await secondsToHeal(docker, "shop-postgres", kill);
      await writer.stop();
      lost = await lostBy(writer);
      say(`control: ${lost.length} of ${writer.acknowledged.length} acknowledged rows lost`);
    }
    await asSuperuser("ALTER SYSTEM RESET ALL");
    await asSuperuser("SELECT pg_reload_conf()");
    expect(lost.length).toBeGreaterThan(0);
  });
});

describe("a layer that ends a connection without an answer", () => {
  const attempt = (method: string) => wayIn.ask("/dropping/", { method, headers: { "x-request": method } });

  it("is asked again for what may be asked twice", async () => {
    expect(await attempt("GET")).toMatchObject({ status: 200, body: "attempt 2\n" });
  });

  it("is not asked again to act", async () => {
    expect((await attempt("POST")).status).toBe(502);
    expect((await attempt("POST")).body).toBe("attempt 2\n");
  });
});

describe("a full disk under Postgres", () => {
  it("refuses writes in words, and every acknowledged row is found once there is room", async () => {
    const writer = new Writer(wayIn, token, "full");
    await writer.untilMore(20);
    disk.fill();
    // What takes another segment of the log cannot be written; the server stops rather than lose anything.
    await secondsUntil("a write is refused", async () => {
      await asSuperuser("SELECT pg_switch_wal()").catch(() => undefined);
      return writer.refused.length > 0;
    });
    await secondsUntil(
      "the layer is not ready",
      async () => (await answerOfLayer(docker, await container("items"), "/ready")).status === 503,
    );
    const { body } = await answerOfLayer(docker, await container("items"), "/ready");
    expect(body.failing?.map(({ name }) => name)).toEqual(["postgres"]);
    expect((await answerOfLayer(docker, await container("items"), "/health")).status).toBe(200);
    disk.makeRoom();
    say(`written again ${seconds(await secondsUntil("a row is written", isWritten))} after there was room`);
    await writer.stop();
    expect(await lostBy(writer)).toEqual([]);
    expect(speechless(writer)).toEqual([]);
  });
});

describe("memory pressure in a layer", () => {
  it("ends that layer alone, which is healthy again", async () => {
    const { "hungry/1": _hungry, ...others } = await running(docker, "shop");
    const name = await container("hungry");
    const eat = () =>
      inside(docker, docker.getContainer(name), ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8004/eat"]);
    say(`hungry healthy again after ${seconds(await secondsToHeal(docker, name, eat))}, out of memory`);
    expect((await docker.getContainer(name).inspect()).RestartCount).toBeGreaterThan(0);
    expect(await running(docker, "shop")).toMatchObject(others);
  });
});

describe.each([
  ["paused", () => docker.getContainer("shop-redis").pause(), () => docker.getContainer("shop-redis").unpause()],
  [
    "cut off",
    () => docker.getNetwork("shop-redis").disconnect({ Container: "shop-redis", Force: true }),
    () => docker.getNetwork("shop-redis").connect({ Container: "shop-redis", EndpointConfig: { Aliases: ["redis"] } }),
  ],
])("a Redis that is %s", (_what, harm, mend) => {
  it("is named by the layer that uses it, which serves on, and everybody else is as well as before", async () => {
    await harm();
    const sessions = await container("sessions");
    const degraded = await secondsUntil(
      "not ready",
      async () => (await answerOfLayer(docker, sessions, "/ready")).status === 503,
    );
    const { body } = await answerOfLayer(docker, sessions, "/ready");
    expect(body.failing?.map(({ name }) => name)).toEqual(["redis"]);
    expect((await answerOfLayer(docker, sessions, "/health")).status).toBe(200);
    const { status, body: said } = await cacheAsked();
    expect([status, (JSON.parse(said) as { readonly error?: string }).error]).toEqual([503, "dependency_unavailable"]);
    expect(await isWritten()).toBe(true);
    await mend();
    const ready = async () => (await answerOfLayer(docker, sessions, "/ready")).status === 200;
    say(
      `Redis ${_what}: said after ${seconds(degraded)}, well again after ${seconds(await secondsUntil("ready", ready))}`,
    );
    expect((await cacheAsked()).status).toBe(404);
  });
});
