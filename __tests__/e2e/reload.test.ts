import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { throwAwayEngine } from "../support/engine/engine";
import { MutantProgram } from "../support/mutations/program";
import { AsLayer, verdict, type KeptAnswers } from "../support/platform/as-layer";
import { IdleConnection, OpenResponse, streamerYaml, Tunnel } from "../support/platform/open-connections";
import { changesOf, planOf } from "../support/platform/plan-json";
import { TestProject } from "../support/platform/project";
import { running } from "../support/platform/running";
import { longestGap, sampleTimes } from "../support/platform/sample-times";
import { secretValues } from "../support/platform/secret-values";
import { BILLING, ORDERS, shopYaml, STOCK, writeShop, type ShopLayer } from "../support/platform/shop";
import { asSuperuser } from "../support/platform/superuser";
import { bearer, WayInClient } from "../support/platform/way-in";

const docker = throwAwayEngine();
const orders = new AsLayer(docker, "shop", "orders");
const PROMETHEUS = "  prometheus: { memoryMiB: 256, scrapeSeconds: 1, route: {} }\n";
/** What a proxy that has been reloaded gave its open connections before, and a bit. */
const LONGER_THAN_A_SOFT_STOP_MS = 17_000;
let project: TestProject;
let wayIn: WayInClient;
let response: OpenResponse;
let tunnel: Tunnel;
let kept: Promise<KeptAnswers>;
let servers: Readonly<Record<string, string>>;

/** Everything: the small platform, Prometheus, and a layer whose connections stay open. */
async function write(layers: readonly ShopLayer[]): Promise<void> {
  await writeShop(project, layers);
  const text = shopYaml(layers).replace(/^ {2}haproxy:/m, `${PROMETHEUS}$&`);
  await project.write("environments/shop.yaml", `${text}${streamerYaml()}`);
}

const statusAt = async ({ path }: ShopLayer) => {
  const { value } = secretValues("shop").find(({ name }) => name === "way-in-token")!;
  return (await wayIn.ask(path === ORDERS.path ? `${path}/count` : path, { headers: bearer(value) })).status;
};

/** Everything that an apply could change, and Terraform's memory of it. */
async function everything(): Promise<unknown> {
  const [containers, volumes] = await Promise.all([docker.listContainers({ all: true }), docker.listVolumes()]);
  return {
    containers: containers.map(({ Id, State }) => `${Id} ${State}`).sort(),
    volumes: volumes.Volumes.map(({ Name }) => Name).sort(),
    state: readFileSync(project.path(".bulwark", "shop", "shop.tfstate"), "utf8"),
    running: await running(docker, "shop"),
  };
}

jest.setTimeout(600_000);

beforeAll(async () => {
  project = await TestProject.empty();
  await write([ORDERS, STOCK]);
  await project.succeed("up", "shop");
  const ca = project.path(".bulwark", "shop", "ca.pem");
  wayIn = new WayInClient(ca);
  [response, tunnel] = await Promise.all([OpenResponse.open(ca), Tunnel.open(ca)]);
  const statement = "INSERT INTO items (name) VALUES ('kept open')";
  ({ answers: kept } = await orders.keep({ statement, channel: "orders:news", list: "orders:queue" }));
  servers = await running(docker, "shop");
});

afterAll(async () => {
  tunnel.close();
  await project.bulwark("down", "shop", "--volumes", "--yes");
  await project.remove();
});

describe("a layer more and a layer less, with connections open", () => {
  let reloaded: number;

  beforeAll(() => write([ORDERS, BILLING]));

  it("is planned as jobs, these two layers, the configuration and Prometheus, and nothing else", async () => {
    expect(changesOf(await planOf(project, "shop"))).toEqual([
      "docker_container.docker_config: create delete",
      "docker_container.platform_billing_1: create",
      "docker_container.platform_haproxy_job-install: delete create",
      "docker_container.platform_haproxy_job-reload: delete create",
      "docker_container.platform_postgres_job-roles: delete create",
      "docker_container.platform_prometheus: delete create",
      "docker_container.platform_redis_job-load-users: delete create",
      "docker_container.platform_redis_job-users: delete create",
      "docker_container.platform_stock_1: delete",
      "docker_network.network_billing: create",
      "docker_network.network_stock: delete",
    ]);
  });

  it("replaces no container but Prometheus's", async () => {
    await project.succeed("up", "shop", "--yes");
    reloaded = Date.now();
    const { prometheus, "stock/1": _gone, ...others } = servers;
    const now = await running(docker, "shop");
    expect(now).toMatchObject(others);
    expect(now.prometheus).not.toBe(prometheus);
    expect(Object.keys(now).sort()).toEqual([...Object.keys(others), "billing/1", "prometheus"].sort());
  });

  it("lands: a route, a role and a user for the one, none for the other", async () => {
    const billing = new AsLayer(docker, "shop", "billing");
    expect((await billing.change("INSERT INTO items (name) VALUES ('x')")).map(verdict)).toEqual(["ok"]);
    expect((await billing.redis([["SET", "billing:x", "x"]])).map(verdict)).toEqual(["ok"]);
    expect([await statusAt(BILLING), await statusAt(ORDERS), await statusAt(STOCK)]).toEqual([200, 200, 404]);
    expect(await asSuperuser("SELECT count(*) FROM pg_roles WHERE rolname = 'stock'")).toBe("0");
  });

  it("drops no transaction, no subscription and no blocked command", async () => {
    await orders.redis([
      ["PUBLISH", "orders:news", "still there"],
      ["RPUSH", "orders:queue", "next"],
    ]);
    expect(await kept).toEqual({ told: "still there", popped: "next", sameTransaction: true });
    expect(await asSuperuser("SELECT count(*) FROM orders.items WHERE name = 'kept open'")).toBe("1");
  });

  it("drops no response and no tunnel through the way in, however long they go on", async () => {
    await pause(Math.max(0, reloaded + LONGER_THAN_A_SOFT_STOP_MS - Date.now()));
    expect(response.ended).toBeUndefined();
    expect(await response.partsInASecond()).toBeGreaterThan(0);
    expect(await tunnel.say("after the reload")).toBe("after the reload");
  });

  it("costs samples of a few seconds, which is measured", async () => {
    const times = await sampleTimes(wayIn, "shop", 'up{job="orders"}');
    const gap = longestGap(times);
    process.stderr.write(`seconds without a sample: ${gap.toFixed(1)}, of ${times.length} samples\n`);
    expect(gap).toBeGreaterThan(1);
    expect(gap).toBeLessThan(90);
  });
});

describe("a client that keeps its connection between two requests", () => {
  it("finds it open after a reload, and is told with an answer that it ends", async () => {
    const idle = await IdleConnection.open(project.path(".bulwark", "shop", "ca.pem"));
    expect(await idle.ask("/nowhere")).toEqual({ status: "HTTP/1.1 404 Not Found", isLast: false });
    await docker.getContainer("shop-haproxy").kill({ signal: "SIGUSR2" });
    await pause(3000);
    expect(idle.isOpen).toBe(true);
    expect(await idle.ask("/nowhere")).toEqual({ status: "HTTP/1.1 404 Not Found", isLast: true });
    idle.close();
  });
});

describe("a configuration that is not valid", () => {
  it("changes nothing, and is shown with its lines, of every server at once", async () => {
    const components = "constructs/components";
    const mutant = await MutantProgram.make([
      { file: `${components}/haproxy/configuration.js`, from: "mode http\n", to: "mode htttp\n" },
      { file: `${components}/prometheus.js`, from: "metrics_path:", to: "metrics_pfad:" },
      { file: `${components}/redis/scripts.js`, from: "-@dangerous -@admin", to: "-@dangerous -@nothing" },
    ]);
    const before = await everything();
    const { code, stderr } = await project.run(process.execPath, [mutant.bulwark, "up", "shop", "--yes"]);
    await mutant.remove();
    expect(stderr).toContain("nothing was changed: the new configuration is not valid");
    expect(stderr).toMatch(/haproxy:\n(.*\n)*.*haproxy\.cfg:\d+\].*'htttp'/);
    expect(stderr).toMatch(/prometheus:\n(.*\n)*.*line \d+: field metrics_pfad not found/);
    expect(stderr).toMatch(/redis:\n(.*\n)*.*users\.acl:\d+: .*nothing/);
    expect(code).toBe(2);
    expect(await everything()).toEqual(before);
  });

  it("of SQL stops with Postgres's words and its line, and leaves the database as it was", async () => {
    const { prometheus: _prometheus, ...others } = await running(docker, "shop");
    const sql = await project.read("environments/items.sql");
    await project.write(
      "environments/items.sql",
      `${sql}CREATE TABLE added (id int);\nALTER TABLE nothing ADD x int;\n`,
    );
    const { code, stderr } = await project.bulwark("up", "shop", "--yes");
    expect(stderr).toMatch(/psql:\/config\/\w+\.sql:3: ERROR: {2}relation "nothing" does not exist/);
    expect(code).toBe(4);
    expect(await asSuperuser("SELECT count(*) FROM pg_tables WHERE tablename = 'added'")).toBe("0");
    expect(await running(docker, "shop")).toMatchObject(others);
    expect([await statusAt(ORDERS), await statusAt(BILLING)]).toEqual([200, 200]);
    await project.write("environments/items.sql", sql);
  });

  it("is in nobody's way once it is taken back: the next up ends as if it had never been", async () => {
    await project.succeed("up", "shop", "--yes");
    expect(changesOf(await planOf(project, "shop"))).toEqual([]);
    expect(await tunnel.say("still")).toBe("still");
    expect(response.ended).toBeUndefined();
  });
});
