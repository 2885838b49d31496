import type { Construct } from "constructs";
import { join } from "node:path";
import { loadEnvironment } from "../../config";
import { PgBouncer } from "../../constructs/components/pgbouncer";
import { Postgres } from "../../constructs/components/postgres";
import { ServiceLayer } from "../../constructs/components/service-layer";
import { JobPhase, JobReach, connectionsTo, type Component, type Connection, type WayIn } from "../../constructs/core";
import { Platform } from "../../constructs/platform";
import { FakeComponent } from "../support/constructs/fake-component";
import { OWN_IMAGE } from "../support/constructs/images";
import { declareEverything } from "../support/constructs/platforms";
import { recorded } from "../support/constructs/recording-target";
import { unreachable } from "../support/constructs/unreachable";

const { settings } = loadEnvironment(join(__dirname, "../../environments/story-portal.yaml"));
const declareStoryPortal = (scope: Construct) => new Platform(scope, "platform", settings.platform);

const LAYERS = {
  ...{ l01: "l01-data-layer:8001", l02: "l02-runtime:8002", l03: "l03-tool-execution:8003" },
  ...{ l04: "l04-model-gateway:8004", l05: "l05-planning:8005", l06: "l06-evaluation:8006", l07: "l07-learning:8007" },
  ...{ l09: "l09-api-gateway:8009", l10: "l10-human-interface:8010", l11: "l11-integration:8011" },
  ...{ l12: "l12-service-hub:8012", ui: "platform-ui:80" },
};
const { l01, l02, l03, l04, l05, l06, l07, l09, l11, l12, ui } = LAYERS;
const { l12: _hub, ...LISTED } = LAYERS;

const STORY_PORTAL: Readonly<Record<string, readonly string[]>> = {
  "l01-data-layer": ["postgres:5432", "redis:6379"],
  "l02-runtime": [l01, "redis:6379"],
  "l03-tool-execution": [l01],
  "l04-model-gateway": ["ollama:11434", "redis:6379"],
  "l05-planning": [l01, l04],
  "l06-evaluation": [l01, l04],
  "l07-learning": [l01, l06],
  "l09-api-gateway": [l01, l02, l03, l04, l05, l06, l07, l11],
  "l10-human-interface": [l01, l11],
  "l11-integration": [l01, "redis:6379"],
  // Asks all that it lists.
  "l12-service-hub": [...Object.values(LISTED), "ollama:11434"],
  haproxy: [l09, l12, ui, "grafana:3000", "prometheus:9090"],
  grafana: ["prometheus:9090"],
  "postgres-exporter": ["postgres:5432"],
  "redis-exporter": ["redis:6379"],
  "blackbox-exporter": ["haproxy:8443", "ollama:11434"],
  prometheus: [
    ...Object.values(LAYERS),
    // Not the port of those who come in.
    "haproxy:8404",
    ...["backup:9100", "blackbox-exporter:9115", "grafana:3000", "node-exporter:9100"],
    ...["postgres-exporter:9187", "redis-exporter:9121"],
  ],
};

const written = (connections: readonly Connection[]): readonly string[] =>
  [...new Set(connections.map(({ to, port }) => `${to.name}:${port}`))].sort();

describe("the connections of story-portal", () => {
  const { all, context } = recorded(declareStoryPortal);
  const opened = new Map(all.map((one) => [one.name, written(one.connections(context.relations))]));

  it.each([...opened.keys()])("that %s opens are those that it needs", (name) => {
    expect(opened.get(name)).toEqual([...(STORY_PORTAL[name] ?? [])].sort());
  });

  it("are of components that there are", () => {
    expect([...opened.keys()]).toEqual(expect.arrayContaining(Object.keys(STORY_PORTAL)));
  });
});

it("a migration opens those of its layer, and one past the pool", () => {
  const { context, component } = recordedPooled();
  const { relations } = context;
  expect(written(component.connections(relations))).toEqual(["pgbouncer:5432"]);
  expect(written(component.connectionsOfJobs(relations))).toEqual(["pgbouncer:5432", "postgres:5432"]);
});

function recordedPooled() {
  const target = recorded((scope) => {
    const pool = new PgBouncer(scope, "pgbouncer", { server: new Postgres(scope, "postgres") });
    const jobs = [{ name: "migrate", command: ["migrate"] }];
    new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080, uses: [pool], jobs });
  });
  return { context: target.context, component: target.component("api") };
}

/** Opens a connection to whom it does not use. */
class Stranger extends FakeComponent {
  constructor(
    scope: Construct,
    private readonly other: Component,
  ) {
    const job = { name: "ask", command: ["ask"], files: [], reach: JobReach.PEERS };
    super(scope, "stranger", { jobs: [{ ...job, phase: JobPhase.BEFORE }] });
  }

  override connections(): readonly Connection[] {
    return connectionsTo([this.other]);
  }
}

/** Joins the network of whom it asks, and asks for another name than the other one has there. */
class Misled extends FakeComponent implements WayIn {
  readonly wayIn = true;

  constructor(scope: Construct, other: Component) {
    super(scope, "misled", {}, [other]);
  }
}

describe("both ends of each connection are on one network of Docker, where the one has the name that the other asks for", () => {
  it.each([
    ["story-portal", declareStoryPortal],
    ["a platform of every component", declareEverything],
  ])("in %s", (_platform, declare) => {
    expect(unreachable(recorded(declare))).toEqual([]);
  });

  it.each([
    ["joins no network of whom it asks", Stranger, ["stranger to api:80", "a job of stranger to api:80"]],
    ["asks for a name that is none there", Misled, ["misled to api:80"]],
  ])("which is not so, and seen, where a component %s", (_what, Asking, lost) => {
    expect(unreachable(recorded((scope) => new Asking(scope, new FakeComponent(scope, "api"))))).toEqual(lost);
  });
});
