import type { Construct } from "constructs";
import { Alertmanager } from "../../../../../constructs/components/alertmanager";
import { BlackboxExporter } from "../../../../../constructs/components/blackbox-exporter";
import { External } from "../../../../../constructs/components/external";
import { HAProxy } from "../../../../../constructs/components/haproxy";
import { NodeExporter } from "../../../../../constructs/components/node-exporter";
import { PgBouncer } from "../../../../../constructs/components/pgbouncer";
import { Postgres } from "../../../../../constructs/components/postgres";
import { Prometheus } from "../../../../../constructs/components/prometheus";
import { Redis } from "../../../../../constructs/components/redis";
import { ServiceLayer, type ServiceLayerProps } from "../../../../../constructs/components/service-layer";
import { JobReach, RouteAuth, type Component, type SpecContext } from "../../../../../constructs/core";
import { NetworkPlan } from "../../../../../constructs/targets/docker/private/network-plan";
import { OWN_IMAGE } from "../../../../support/constructs/images";
import { recorded } from "../../../../support/constructs/recording-target";

const layer = (scope: Construct, id: string, props: Partial<ServiceLayerProps> = {}) =>
  new ServiceLayer(scope, id, { image: OWN_IMAGE, port: 8080, metricsPath: null, ...props });

const ROUTE = { path: "/api", auth: RouteAuth.NONE };

const specsOf = (all: readonly Component[], context: SpecContext) =>
  new Map(all.flatMap((one) => [one.spec(context)].flatMap((spec) => (spec ? [[one, spec] as const] : []))));

/** Who is on which network under which names. */
function planOf(declare: (scope: Construct) => void) {
  const { context, all } = recorded(declare);
  const specs = specsOf(all, context);
  const plan = new NetworkPlan("test", all, context.relations, specs);
  const memberships = [...specs].map(([one, spec]) => [
    one.name,
    Object.fromEntries(plan.membershipsOf(one, spec).map(({ network, aliases }) => [network, aliases])),
  ]);
  return {
    networks: plan.networks(),
    members: Object.fromEntries(memberships) as Record<string, Record<string, string[]>>,
  };
}

describe("a component that is used", () => {
  const { networks, members } = planOf((scope) => {
    const items = layer(scope, "items");
    layer(scope, "api", { uses: [items] });
    layer(scope, "alone");
  });

  it("owns an internal network", () => {
    expect(networks).toEqual([{ name: "test-items", internal: true }]);
  });

  it("is found there by its name, and those who use it by none", () => {
    expect(members).toMatchObject({ items: { "test-items": ["items"] }, api: { "test-items": [] } });
  });

  it("is on no network when nobody uses it", () => {
    expect(members["alone"]).toEqual({});
  });
});

describe("the way in", () => {
  const { networks, members } = planOf((scope) => {
    layer(scope, "api", { route: ROUTE });
    new HAProxy(scope, "haproxy");
    layer(scope, "hidden");
  });

  it("owns an internal network that routed layers join, and the only one that reaches out", () => {
    expect(networks).toEqual([
      { name: "test-haproxy", internal: true },
      { name: "test-haproxy-edge", internal: false },
    ]);
  });

  it("is alone on the network that reaches out", () => {
    expect(Object.keys(members).filter((name) => "test-haproxy-edge" in members[name]!)).toEqual(["haproxy"]);
  });

  it("finds a routed layer by a name that is the layer's on this network only", () => {
    expect(members["api"]).toEqual({ "test-haproxy": ["api.haproxy"] });
  });

  it("does not reach a layer without a route", () => {
    expect(members["hidden"]).toEqual({});
  });
});

describe("an external", () => {
  const { networks, members } = planOf((scope) => {
    const ollama = new External(scope, "ollama", { url: "http://host.docker.internal:11434" });
    layer(scope, "api", { uses: [ollama] });
    layer(scope, "items");
  });

  it("opens one network to the outside, for those who use it", () => {
    expect(networks).toEqual([{ name: "test-ollama", internal: false }]);
    expect(members).toEqual({ api: { "test-ollama": [] }, items: {} });
  });
});

describe("the monitoring components", () => {
  const { networks, members } = planOf((scope) => {
    new Prometheus(scope, "prometheus");
    new NodeExporter(scope, "node-exporter");
    layer(scope, "api", { metricsPath: "/metrics" });
    layer(scope, "silent");
  });

  it("share one network", () => {
    expect(members).toMatchObject({
      prometheus: { "test-monitoring": ["prometheus"] },
      "node-exporter": { "test-monitoring": ["node-exporter"] },
    });
  });

  it("join what they scrape, and nothing else", () => {
    expect(networks.map(({ name }) => name)).toEqual(["test-api", "test-monitoring"]);
    expect(members["prometheus"]).toHaveProperty("test-api", []);
  });
});

describe("what must reach out by itself", () => {
  const { networks, members } = planOf((scope) => {
    new Alertmanager(scope, "alertmanager", { receivers: { ops: { webhook: { urlFile: "ops.url" } } } });
    new Prometheus(scope, "prometheus");
  });

  it("has a network for that, on which it is alone", () => {
    expect(networks).toEqual([
      { name: "test-alertmanager-edge", internal: false },
      { name: "test-monitoring", internal: true },
    ]);
    expect(members).toEqual({
      alertmanager: { "test-alertmanager-edge": [], "test-monitoring": ["alertmanager"] },
      prometheus: { "test-monitoring": ["prometheus"] },
    });
  });
});

describe("what can be sent anywhere", () => {
  const { members } = planOf((scope) => {
    new External(scope, "ollama", { url: "http://host.docker.internal:11434" });
    new BlackboxExporter(scope, "blackbox-exporter");
    new HAProxy(scope, "haproxy");
    layer(scope, "api", { route: ROUTE });
  });

  it("shares no network with a layer", () => {
    const own = Object.keys(members["blackbox-exporter"]!);
    expect(own).toEqual(["test-monitoring", "test-ollama"]);
    expect(Object.keys(members["api"]!).filter((name) => own.includes(name))).toEqual([]);
  });

  it("finds the way in by a name that is the way in's on this network only", () => {
    expect(members["haproxy"]).toMatchObject({ "test-monitoring": ["haproxy.blackbox-exporter"] });
  });
});

it("a migration goes past the pool that its layer uses", () => {
  const target = recorded((scope) => {
    const pool = new PgBouncer(scope, "pgbouncer", { server: new Postgres(scope, "postgres") });
    layer(scope, "api", { uses: [pool], jobs: [{ name: "migrate", command: ["migrate"] }] });
  });
  const { context, all } = target;
  const plan = new NetworkPlan("test", all, context.relations, specsOf(all, context));
  const api = target.component("api");
  expect(plan.membershipsOfJob(api, { reach: JobReach.PEERS }).map(({ network }) => network)).toEqual([
    "test-pgbouncer",
    "test-postgres",
  ]);
  expect(plan.membershipsOf(api, api.spec(context)!).map(({ network }) => network)).toEqual(["test-pgbouncer"]);
});

it("a component whose job asks it something owns a network, though nobody else uses it", () => {
  const { networks, members } = planOf((scope) => new Redis(scope, "redis"));
  expect(networks).toEqual([{ name: "test-redis", internal: true }]);
  expect(members).toEqual({ redis: { "test-redis": ["redis"] } });
});

it("every membership is of a network that there is", () => {
  const { networks, members } = planOf((scope) => {
    const redis = new Redis(scope, "redis");
    new Prometheus(scope, "prometheus", { route: { path: "/prometheus", auth: RouteAuth.PASSWORD } });
    layer(scope, "api", { uses: [redis], route: ROUTE, registry: true, metricsPath: "/metrics" });
    new HAProxy(scope, "haproxy");
  });
  const joined = new Set(Object.values(members).flatMap((one) => Object.keys(one)));
  expect([...joined].sort()).toEqual(networks.map(({ name }) => name));
});

it("a further user touches neither the one it uses nor the other users", () => {
  const without = planOf((scope) => {
    const redis = new Redis(scope, "redis");
    layer(scope, "api", { uses: [redis] });
  });
  const further = planOf((scope) => {
    const redis = new Redis(scope, "redis");
    layer(scope, "another", { uses: [redis] });
    layer(scope, "api", { uses: [redis] });
  });
  expect(further.networks).toEqual(without.networks);
  expect(further.members).toMatchObject(without.members);
});

describe("a job of a component", () => {
  const { context, all, component } = recordedRouted();
  const plan = new NetworkPlan("test", all, context.relations, specsOf(all, context));
  const joined = (reach?: JobReach) => plan.membershipsOfJob(component("api"), { reach });

  it("is on no network unless it needs one", () => {
    expect(joined()).toEqual([]);
    expect(joined(JobReach.NONE)).toEqual([]);
  });

  it("is found where it reaches out, by the name that it says", () => {
    const [member] = plan.membershipsOfJob(component("api"), { reach: JobReach.OUTSIDE, alias: "asked" });
    expect(member).toEqual({ network: "test-api-edge", aliases: ["asked"] });
  });

  it("joins what its component reaches under no name, and never the way in", () => {
    expect(joined(JobReach.PEERS)).toEqual([
      { network: "test-items", aliases: [] },
      { network: "test-redis", aliases: [] },
    ]);
  });

  it("joins its component's own network when it talks to its component", () => {
    expect(joined(JobReach.OWN)).toEqual([{ network: "test-api", aliases: [] }]);
  });
});

function recordedRouted() {
  const target = recorded((scope) => {
    const uses = [new Redis(scope, "redis"), layer(scope, "items")];
    layer(scope, "api", { uses, route: ROUTE });
    new HAProxy(scope, "haproxy");
  });
  return { context: target.context, all: target.all, component: (name: string) => target.component(name) };
}
