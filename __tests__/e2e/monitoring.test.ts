import { throwAwayEngine } from "../support/engine/engine";
import { AsLayer, verdict, type Answer } from "../support/platform/as-layer";
import { MIGRATION, sqlCommand } from "../support/platform/depot";
import { secondsUntil } from "../support/platform/healing";
import { TestProject } from "../support/platform/project";
import { PrometheusClient } from "../support/platform/prometheus-client";
import { running } from "../support/platform/running";
import { secretValues } from "../support/platform/secret-values";
import { asSuperuser } from "../support/platform/superuser";
import { WayInClient } from "../support/platform/way-in";
import { Webhook } from "../support/platform/webhook";

const docker = throwAwayEngine();
const layer = (name: string) => new AsLayer(docker, "watch", name);
const [orders, stock] = [layer("orders"), layer("stock")];
const REFUSED = "42501";
const CLIENTS = 100;
let project: TestProject;
let webhook: Webhook;
let prometheus: PrometheusClient;

const samples = async (expression: string) =>
  (await prometheus.query(expression)).map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
const valueOf = (name: string) => secretValues("watch").find((one) => one.name === name)!.value;
const sql = (statement: string) => asSuperuser(statement, "platform", "watch-postgres");
const verdicts = (answers: readonly Answer[]) => answers.map(verdict);
const rows = (answers: readonly Answer[]) => answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
const toldAt = (path: string) => webhook.told.filter((one) => one.path === path);
/** While the platform starts, servers are away as well: only what was told since counts. */
const isTold = (status: string, name: string, since = 0) =>
  webhook.told
    .slice(since)
    .some((one) => one.path === "/ops" && one.labels["alertname"] === name && one.status === status);

/** Prometheus reads every 5 s, and a server that has just started is not there yet. */
const becomes = (what: string, expression: string, wanted: number) =>
  secondsUntil(what, async () => {
    const found = await samples(expression);
    return found.length > 0 && found.every(({ value }) => value === wanted);
  });

const undrained = 'env: { DRAIN_SECONDS: "0" }';
const yaml = (further = "") => `target: docker
images: { source: debian }
platform:
  postgres: { memoryMiB: 256, maxConnections: 20, schemas: { stock: items.sql } }
  pgbouncer: {}
  redis: { memoryMiB: 64 }
  haproxy: { httpsPort: 8443, httpPort: 8080 }
  prometheus: { memoryMiB: 256, scrapeSeconds: 5, route: {} }
  alertmanager:
    receivers:
      ops: { webhook: { urlFile: ops.url } }
    heartbeat: { urlFile: beat.url, everySeconds: 30 }
  blackboxExporter: {}
  nodeExporter: {}
  external:
    supplier: { url: "${webhook.url}", health: /well }
  layers:
    orders: { image: reference-service, port: 8001, uses: [pgbouncer], ${undrained}, jobs: { migrate: { command: ${JSON.stringify(sqlCommand(MIGRATION))}, before: roll } } }
    stock: { image: reference-service, port: 8002, uses: [postgres, redis], ${undrained} }
${further}`;

jest.setTimeout(600_000);

beforeAll(async () => {
  webhook = await Webhook.open();
  project = await TestProject.empty();
  await project.write("environments/items.sql", "CREATE TABLE IF NOT EXISTS items (id bigint, name text);\n");
  await project.write("environments/ops.url", `${webhook.url}/ops\n`);
  await project.write("environments/beat.url", `${webhook.url}/beat\n`);
  await project.write("environments/watch.yaml", yaml());
  await project.succeed("up", "watch", "--yes");
  prometheus = new PrometheusClient(new WayInClient(project.path(".bulwark", "watch", "ca.pem")), "watch");
});

afterAll(async () => {
  await project.bulwark("down", "watch", "--volumes", "--yes");
  await webhook.close();
  await project.remove();
});

describe("Prometheus", () => {
  it("reads every component that has metrics", async () => {
    const up = async () => (await samples("up == 1")).map(({ labels }) => labels["job"]!);
    const exporters = ["blackbox-exporter", "node-exporter", "postgres-exporter", "redis-exporter"];
    const probes = ["blackbox-exporter-probes", "blackbox-exporter-probes"];
    const wanted = ["alertmanager", "haproxy", "orders", "prometheus", "stock", ...exporters, ...probes].sort();
    await secondsUntil("every target is up", async () => (await up()).length === wanted.length);
    expect((await up()).sort()).toEqual(wanted);
  });

  it("knows that Postgres and Redis serve, and figures of both", async () => {
    await becomes("Postgres is up", "pg_up", 1);
    await becomes("Redis is up", "redis_up", 1);
    expect((await samples("pg_settings_max_connections"))[0]?.value).toBe(20);
    expect((await samples("redis_config_maxclients"))[0]?.value).toBeGreaterThan(0);
  });

  it("knows whether the external endpoint is well, and how long the way in's certificate lasts", async () => {
    await becomes("both are well", "probe_success", 1);
    const left = await samples('(probe_ssl_earliest_cert_expiry{endpoint="haproxy"} - time()) / 86400');
    expect(left[0]?.value).toBeGreaterThan(1);
  });
});

describe("the exporter's role in Postgres", () => {
  const asExporter = (...statements: readonly string[]) =>
    stock.sql(statements, { user: "postgres_exporter", password: valueOf("postgres-postgres-exporter") });

  it("sees figures", async () => {
    const answers = await asExporter("SELECT count(*) FROM pg_stat_activity", "SHOW max_connections");
    expect(verdicts(answers)).toEqual(["ok", "ok"]);
  });

  it("reads and writes no row, and makes nothing", async () => {
    const forbidden = [
      "SELECT * FROM stock.items",
      "INSERT INTO stock.items (name) VALUES ('x')",
      "CREATE TABLE public.mine (id int)",
      "SELECT passwd FROM pg_shadow",
      "SELECT pg_read_file('/etc/passwd')",
    ];
    expect(verdicts(await asExporter(...forbidden))).toEqual(forbidden.map(() => REFUSED));
  });

  it("is refused what the layer itself may do", async () => {
    expect(verdicts(await stock.sql(["SELECT * FROM stock.items"]))).toEqual(["ok"]);
  });
});

describe("the exporter's user in Redis", () => {
  const asExporter = (...commands: readonly (readonly string[])[]) =>
    stock.redis(commands, { user: "redis-exporter", password: valueOf("redis-redis-exporter") });

  it("sees figures", async () => {
    expect(verdicts(await asExporter(["PING"], ["INFO"], ["CONFIG", "GET", "maxclients"]))).toEqual(["ok", "ok", "ok"]);
  });

  it("reads no key, and sees no command of others", async () => {
    const forbidden = [
      ["GET", "stock:colour"],
      ["SCAN", "0"],
      ["RANDOMKEY"],
      ["SLOWLOG", "GET"],
      ["CLIENT", "LIST"],
      ["CONFIG", "SET", "maxmemory", "1"],
      ["ACL", "LIST"],
    ];
    expect(verdicts(await asExporter(...forbidden))).toEqual(forbidden.map(() => "NOPERM"));
  });

  it("is refused what the layer itself may do", async () => {
    const own = [
      ["SET", "stock:colour", "blue"],
      ["GET", "stock:colour"],
    ];
    expect(rows(await stock.redis(own))).toEqual(["OK", "blue"]);
  });
});

describe("PgBouncer", () => {
  it("serves a layer in place of Postgres, after its migrations went past it", async () => {
    expect(verdicts(await orders.sql(["SELECT count(*) FROM orders.items"]))).toEqual(["ok"]);
    const asked = await sql("SELECT DISTINCT client_addr FROM pg_stat_activity WHERE usename = 'orders'");
    const { NetworkSettings } = await docker.getContainer(await containerOf("pgbouncer")).inspect();
    expect(asked).toBe(NetworkSettings.Networks["watch-postgres"]?.IPAddress);
  });

  it(`shares few connections among ${CLIENTS} clients, which alone would be refused`, async () => {
    const statement = "SELECT pg_backend_pid() FROM pg_sleep(0.02)";
    const pooled = await orders.crowd(CLIENTS, statement);
    expect(verdicts(pooled)).toEqual(Array.from({ length: CLIENTS }, () => "ok"));
    expect(new Set(rows(pooled)).size).toBeLessThanOrEqual(3);
    const direct = await stock.crowd(CLIENTS, statement);
    expect(verdicts(direct)).toContain("53300");
  });

  it("lets nobody in but the layers that use it", async () => {
    const others = [
      ["stock", "postgres-stock"],
      ["postgres_exporter", "postgres-postgres-exporter"],
      ["orders.migration", "postgres-orders.migration"],
    ] as const;
    for (const [user, secret] of others) {
      const [answer] = await orders.sql(["SELECT 1"], { user, password: valueOf(secret) });
      expect([user, answer?.ok]).toEqual([user, false]);
    }
  });

  it("looks up logins of these layers alone, and no row", async () => {
    const login = { user: "pgbouncer", password: valueOf("postgres-pgbouncer") };
    const lookUp = (user: string) => `SELECT count(*) FROM "bulwark.pool"."pgbouncer"('${user}')`;
    const counts = rows(await stock.sql(["orders", "stock", "postgres"].map(lookUp), login));
    expect(counts).toEqual([[["1"]], [["0"]], [["0"]]]);
    const forbidden = ["SELECT * FROM orders.items", "SELECT * FROM pg_shadow"];
    expect(verdicts(await stock.sql(forbidden, login))).toEqual([REFUSED, REFUSED]);
    expect(verdicts(await stock.sql([lookUp("orders")]))).toEqual([REFUSED]);
  });
});

describe("an alert", () => {
  it("of a Redis that hangs arrives within a minute, and is taken back", async () => {
    const quiet = async () => (await samples('ALERTS{alertname="RedisDown"}')).length === 0;
    await secondsUntil("nothing is wrong", quiet);
    const since = webhook.told.length;
    await docker.getContainer("watch-redis").pause();
    const told = (status: string) => Promise.resolve(isTold(status, "RedisDown", since));
    const seconds = await secondsUntil("Redis is reported", () => told("firing"));
    await docker.getContainer("watch-redis").unpause();
    process.stderr.write(`RedisDown arrived after ${seconds.toFixed(1)} s\n`);
    expect(seconds).toBeLessThan(60);
    await secondsUntil("it is taken back", () => told("resolved"));
  });
});

describe("a receiver whose file", () => {
  afterEach(() => project.write("environments/watch.yaml", yaml()));

  it("is not there is named by line", async () => {
    await project.edit("environments/watch.yaml", "urlFile: ops.url", "urlFile: gone.url");
    const { code, stderr } = await project.bulwark("up", "watch", "--yes");
    expect(code).toBe(2);
    expect(stderr).toContain('line 11, platform.alertmanager.receivers.ops.webhook.urlFile: got "gone.url"');
  });

  it("holds no address is refused before anything is changed, and not quoted", async () => {
    const before = await running(docker, "watch");
    await project.write("environments/wrong.url", "planted-word\n");
    await project.edit(
      "environments/watch.yaml",
      "ops: { webhook: { urlFile: ops.url } }",
      "late: { webhook: { urlFile: wrong.url } }",
    );
    const { code, stdout, stderr } = await project.bulwark("up", "watch", "--yes");
    expect(stderr).toContain("the file given for alertmanager-late holds no address");
    expect(code).toBe(2);
    expect(stdout + stderr).not.toContain("planted-word");
    expect(await running(docker, "watch")).toEqual(before);
  });
});

describe("a further layer that uses the pool", () => {
  it("is served by it, which nobody touched", async () => {
    const { "pgbouncer/1": before, postgres } = await running(docker, "watch");
    const billing = `    billing: { image: reference-service, port: 8003, uses: [pgbouncer], ${undrained} }\n`;
    await project.write("environments/watch.yaml", yaml(billing));
    await project.succeed("up", "watch", "--yes");
    expect(verdicts(await layer("billing").sql(["SELECT current_user"]))).toEqual(["ok"]);
    expect(await running(docker, "watch")).toMatchObject({ "pgbouncer/1": before, postgres });
  });
});

describe("the heartbeat", () => {
  it("is felt again and again for as long as alerts arrive at all, and told to nobody else", async () => {
    await secondsUntil("it was felt twice", () => Promise.resolve(toldAt("/beat").length > 1));
    expect(new Set(toldAt("/beat").map(({ labels }) => labels["alertname"]))).toEqual(new Set(["Watchdog"]));
    expect(isTold("firing", "Watchdog")).toBe(false);
  });
});

async function containerOf(component: string): Promise<string> {
  const found = await docker.listContainers({ filters: { label: ["bulwark.environment=watch"] } });
  return found.find(({ Labels }) => Labels["bulwark.path"]?.startsWith(`platform/${component}/`))!.Id;
}
