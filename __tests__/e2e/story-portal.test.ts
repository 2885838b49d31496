import { createServer, type Server } from "node:http";
import { loadavg } from "node:os";
import { join } from "node:path";
import { loadEnvironment } from "../../config";
import { packageRoot } from "../../config/package-root";
import { dashboards as dashboardsOf } from "../../constructs/components/grafana/dashboards";
import type { Dashboard } from "../../constructs/core";
import { Platform } from "../../constructs/platform";
import { statusSchema } from "../../operations/status";
import { RECIPES } from "../../images";
import { alertRules, rulesOf } from "../support/alerts/platform";
import { recorded } from "../support/constructs/recording-target";
import { throwAwayEngine } from "../support/engine/engine";
import { builtImage } from "../support/images/built";
import { PrometheusClient, until } from "../support/platform/prometheus-client";
import { TestProject } from "../support/platform/project";
import { running } from "../support/platform/running";
import { secretValues } from "../support/platform/secret-values";
import { asSuperuser } from "../support/platform/superuser";
import { bearer, WayInClient } from "../support/platform/way-in";
import { Webhook } from "../support/platform/webhook";

const docker = throwAwayEngine();
const OWN = join(packageRoot(), "environments", "story-portal.yaml");
const { layers } = loadEnvironment(OWN).settings.platform;
const LAYERS = Object.keys(layers).filter((name) => /^l\d\d-/.test(name));
const MONITORING = /^(prometheus|alertmanager|grafana|.*-exporter)$/;

/** Those of replicas, and of Redis's refusals, which come with the first. */
const MAY_LACK = ["pg_replication_lag", "pg_replication_lag_seconds", "redis_errors_total", "redis_master_link_up"];
const YAML = "environments/story-portal.yaml";
const ALERTMANAGER = "  alertmanager: { receivers: { ops: { webhook: { urlFile: story-portal/webhook } } } }\n";

let project: TestProject;
let webhook: Webhook;
let ollama: Server;
let wayIn: WayInClient;
let prometheus: PrometheusClient;
let token: string;

interface Listed {
  readonly service: string;
  readonly layer: string;
  readonly state: string;
}

/** Those that Grafana would have: Debian has none, and what they ask is asked here. */
function dashboards(): readonly Dashboard[] {
  const { platform } = loadEnvironment(project?.path(YAML) ?? OWN).settings;
  const { relations } = recorded((scope) => new Platform(scope, "platform", platform)).context;
  return dashboardsOf(relations);
}

const hub = async () => {
  const { body } = await wayIn.ask("/v1/services", { headers: bearer(token) });
  return (JSON.parse(body) as { readonly services: readonly Listed[] }).services;
};
const status = async () =>
  statusSchema.parse(JSON.parse((await project.succeed("status", "story-portal", "--format", "json")).stdout));

jest.setTimeout(400_000);

beforeAll(async () => {
  // The model server of the host, beside the platform.
  ollama = createServer((_request, response) => response.end('{"version":"0.35.1"}')).listen(11434, "0.0.0.0");
  project = await TestProject.withOwnEnvironments();
  webhook = await Webhook.open();
  await project.write("environments/story-portal/webhook", `${webhook.url}/ops\n`);
  await project.edit(YAML, "target: docker\n", "target: docker\nimages: { source: debian }\n");
  await project.edit(YAML, "directory: /srv/backups", `directory: ${project.path("backups")}`);
  await project.edit(YAML, 'schedule: { daily: "02:00" }', "schedule: { everyMinutes: 1 }");
  await project.edit(YAML, "  nodeExporter: {}\n", `  nodeExporter: {}\n${ALERTMANAGER}`);
  // What is timed is the deployment, from loaded images.
  for (const { name } of RECIPES) await builtImage(docker, name);
  const began = Date.now();
  await project.succeed("up", "story-portal");
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  process.stderr.write(`story-portal: all healthy after ${seconds} s, at load ${loadavg()[0]!.toFixed(1)}\n`);
  wayIn = new WayInClient(project.path(".bulwark", "story-portal", "ca.pem"));
  prometheus = new PrometheusClient(wayIn, "story-portal");
  token = secretValues("story-portal").find(({ name }) => name === "way-in-token")!.value;
});

afterAll(async () => {
  await project.bulwark("down", "story-portal", "--volumes", "--yes");
  await webhook.close();
  await project.remove();
  ollama.close();
});

it("has every layer healthy, the gateway and the hub twice", async () => {
  const { healthy, layers: rows } = await status();
  expect(healthy).toBe(true);
  const replicas = Object.fromEntries(rows.map((row) => [row.layer, row.replicas]));
  expect(replicas).toMatchObject({
    ...Object.fromEntries(LAYERS.map((name) => [name, "1/1"])),
    "platform-ui": "1/1",
    "l09-api-gateway": "2/2",
    "l12-service-hub": "2/2",
  });
  expect(LAYERS).toHaveLength(11);
});

it("lists 44 services of eleven layers, all up, and beside them the pages and the model server", async () => {
  const services = await until(hub, (seen) => seen.every(({ state }) => state === "up"));
  const ofLayers = services.filter(({ layer }) => LAYERS.includes(layer));
  expect(ofLayers).toHaveLength(44);
  expect(
    services
      .filter((one) => !ofLayers.includes(one))
      .map(({ service }) => service)
      .sort(),
  ).toEqual(["ollama", "platform-ui"]);
});

it("lets nobody through the gateway without a token, and everybody to the pages", async () => {
  const refused = await wayIn.ask("/api/l01-data-layer/health");
  expect([refused.status, JSON.parse(refused.body)]).toMatchObject([401, { error: "unauthorized" }]);
  expect((await wayIn.ask("/api/l01-data-layer/health", { headers: bearer(token) })).status).toBe(200);
  expect((await wayIn.ask("/health")).status).toBe(200);
});

it("serves on when one of two gateways is killed", async () => {
  const { "l09-api-gateway/1": first } = await running(docker, "story-portal");
  await docker.getContainer(first!.split(" ")[0]!).kill();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => wayIn.ask("/api/l01-data-layer/health", { headers: bearer(token) })),
  );
  await docker.getContainer(first!.split(" ")[0]!).start();
  expect(answers.map(({ status: code }) => code)).toEqual(answers.map(() => 200));
});

it("is scraped whole: every layer, every exporter, every server of the monitoring", async () => {
  const targets = await until(
    () => prometheus.targets(),
    (seen) => seen.length >= 20 && seen.every(({ health }) => health === "up"),
  );
  const jobs = new Set(targets.map(({ labels }) => labels["job"]));
  expect([...jobs]).toEqual(
    expect.arrayContaining([
      ...LAYERS,
      "platform-ui",
      "haproxy",
      "prometheus",
      "node-exporter",
      "postgres-exporter",
      "redis-exporter",
    ]),
  );
});

it("has no foreign key without an index", async () => {
  const ask = (statement: string) => asSuperuser(statement, "platform", "story-portal-postgres");
  expect(await ask(FOREIGN_KEYS)).toBe("2");
  expect(await ask(FOREIGN_KEYS_WITHOUT_INDEX)).toBe("");
});

it("spends at most 15 % of its memory limits on monitoring", async () => {
  const filters = { label: ["bulwark.environment=story-portal"] };
  const limits = await Promise.all(
    (await docker.listContainers({ filters })).map(async ({ Id, Labels }) => ({
      component: Labels["bulwark.path"]!.split("/")[1]!,
      bytes: (await docker.getContainer(Id).inspect()).HostConfig.Memory!,
    })),
  );
  const sum = (some: typeof limits) => some.reduce((total, { bytes }) => total + bytes, 0);
  const share = sum(limits.filter(({ component }) => MONITORING.test(component))) / sum(limits);
  process.stderr.write(`story-portal: monitoring has ${(100 * share).toFixed(1)} % of the memory limits\n`);
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThanOrEqual(0.15);
});

it("has every metric that an alert asks for, but for those that come with what is not there", async () => {
  const asked = new Set(rulesOf(alertRules()).flatMap(({ expr }) => expr.match(/\b[a-z]\w+(?=\{)/g) ?? []));
  const missing = async () => {
    const there = new Set(await prometheus.metricNames());
    return [...asked].filter((name) => !there.has(name));
  };
  // Those of backups come with the first run.
  const lacking = await until(missing, (seen) => seen.every((name) => MAY_LACK.includes(name)));
  expect(lacking).toContain("pg_replication_lag_seconds");
});

describe("the dashboards", () => {
  const queries = dashboards().flatMap(({ title, panels }) =>
    panels.flatMap((panel) => panel.queries.map(({ expression }) => [`${title}: ${panel.title}`, expression] as const)),
  );

  it.each(queries)("%s has data", async (_panel, expression) => {
    const asked = expression.replaceAll("$layer", ".*").replaceAll("$__rate_interval", "1m");
    expect(
      (
        await until(
          () => prometheus.query(asked),
          (seen) => seen.length > 0,
        )
      ).length,
    ).toBeGreaterThan(0);
  });

  it("would be noticed without data", async () => {
    expect(await prometheus.query('up{job="nobody"}')).toEqual([]);
  });
});

describe("one more entry of the YAML", () => {
  beforeAll(async () => {
    await project.edit(
      YAML,
      "    # Pages for browsers.",
      "    l13-archive: { image: reference-service, port: 8013, uses: [postgres], services: [archive] }\n    # Pages for browsers.",
    );
    await project.succeed("up", "story-portal");
  });

  it("is a layer that is healthy", async () => {
    expect((await status()).layers.find(({ layer }) => layer === "l13-archive")).toMatchObject({ health: "healthy" });
  });

  it("is scraped", async () => {
    const up = () => prometheus.query('up{job="l13-archive"}');
    expect((await until(up, ([sample]) => sample?.value[1] === "1")).length).toBe(1);
  });

  it("is alerted on", async () => {
    expect(await prometheus.alertNames("l13-archive")).toEqual(
      expect.arrayContaining(["TargetDown", "RestartLoop", "ErrorBudgetBurnsFast"]),
    );
  });

  it("is on a dashboard", () => {
    const named = dashboards().find(({ name }) => name === "layers")!.choice!.values;
    expect(named).toContain("l13-archive");
  });

  it("is in the backups, with what it keeps", async () => {
    const since = Math.floor(Date.now() / 1000);
    const saved = () => prometheus.query(`backup_last_success_timestamp_seconds > ${since}`);
    const sources = await until(saved, (seen) => seen.length >= 3);
    expect(sources.map(({ metric }) => metric["source"]).sort()).toEqual(["configuration", "postgres", "redis"]);
  });

  it("is in the registry", async () => {
    const seen = await until(hub, (all) => all.some(({ service, state }) => service === "archive" && state === "up"));
    expect(seen.find(({ service }) => service === "archive")).toMatchObject({ layer: "l13-archive" });
  });
});

describe("what goes wrong", () => {
  const arrives = async (cause: () => Promise<unknown>, alert: string, component: string) => {
    const [began, before] = [Date.now(), webhook.told.length];
    await cause();
    const isTold = () =>
      webhook.told
        .slice(before)
        .some(({ labels }) => labels["alertname"] === alert && labels["component"] === component);
    await until(() => Promise.resolve(isTold()), Boolean);
    const seconds = (Date.now() - began) / 1000;
    process.stderr.write(`story-portal: ${alert} arrived after ${seconds.toFixed(1)} s\n`);
    return seconds;
  };

  it("as a security event is told within a minute", async () => {
    const event = { severity: "critical", type: "intrusion" };
    const headers = { ...bearer(token), "content-type": "application/json" };
    const report = async () => {
      const path = "/api/l01-data-layer/v1/security-events";
      expect((await wayIn.ask(path, { method: "POST", headers, body: JSON.stringify(event) })).status).toBe(202);
    };
    expect(await arrives(report, "SecurityEventCritical", "l01-data-layer")).toBeLessThan(60);
  });

  it("as a killed Redis is told within a minute", async () => {
    const redis = docker.getContainer("story-portal-redis");
    expect(await arrives(() => redis.kill(), "RedisDown", "redis-exporter")).toBeLessThan(60);
    await redis.start();
  });
});

const FOREIGN_KEYS = "SELECT count(*) FROM pg_constraint WHERE contype = 'f'";
/** An index serves a key when its first columns are the key's. */
const FOREIGN_KEYS_WITHOUT_INDEX = `SELECT conrelid::regclass || ' ' || conname FROM pg_constraint c WHERE contype = 'f'
  AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)`;
