import type { Construct } from "constructs";
import { External } from "../../../constructs/components/external";
import { HAProxy } from "../../../constructs/components/haproxy";
import { Postgres } from "../../../constructs/components/postgres";
import { Redis } from "../../../constructs/components/redis";
import { ServiceLayer, type ServiceLayerProps } from "../../../constructs/components/service-layer";
import { Duration, JobPhase, JobReach, Lifecycle, Memory, RouteAuth, Schedule } from "../../../constructs/core";
import { OWN_IMAGE } from "../../support/constructs/images";
import { fileOf, jobOf, recorded, specOf } from "../../support/constructs/recording-target";

const declare = (scope: Construct, id: string, props: Partial<ServiceLayerProps> = {}) =>
  new ServiceLayer(scope, id, { image: OWN_IMAGE, port: 8080, ...props });

const layer = (props: Partial<ServiceLayerProps> = {}) => specOf((scope) => declare(scope, "api", props));

describe("a service layer", () => {
  it("runs the user's image as a user other than root", () => {
    const { reference, user } = layer().image;
    expect({ reference, user }).toEqual({ reference: OWN_IMAGE, user: "10001:10001" });
  });

  it("runs as another user when the image wants one", () => {
    expect(layer({ user: "1000:1000" }).image.user).toBe("1000:1000");
  });

  it("rolls, in as many replicas as are wanted", () => {
    const { lifecycle, replicas } = layer({ replicas: 3 });
    expect({ lifecycle, replicas }).toEqual({ lifecycle: Lifecycle.ROLLING, replicas: 3 });
  });

  it("is ready when its own path says so, asked on the loopback address", () => {
    expect(layer({ healthPath: "/healthz" }).health.command.at(-1)).toBe("http://127.0.0.1:8080/healthz");
  });

  it("is probed every second behind the way in, and spares the CPU elsewhere", () => {
    const route = { path: "/api", auth: RouteAuth.NONE };
    expect(layer({ route }).health.interval?.toGo()).toBe("1s");
    expect(layer().health.interval?.toGo()).toBe("5s");
  });

  it("writes nowhere but where it says why", () => {
    const path = { path: "/tmp/import", size: Memory.mebibytes(16), reason: "unpacks archives" };
    const { temporary, exceptions } = layer({ writablePaths: [path] });
    expect(temporary).toEqual([{ path: "/tmp/import", size: Memory.mebibytes(16) }]);
    expect(exceptions).toEqual([{ protection: "writable-path", detail: "/tmp/import", reason: "unpacks archives" }]);
  });

  it("has no exception, no writable path and no published port unless it says so", () => {
    const { exceptions, temporary, publishes } = layer();
    expect({ exceptions, temporary, publishes }).toEqual({
      exceptions: [],
      temporary: [],
      publishes: [],
    });
  });

  it("knows its name and its port", () => {
    expect(layer().environment).toEqual({ SERVICE_NAME: "api", PORT: "8080" });
  });

  it("gets the token as a file when the way in asks for one", () => {
    const spec = layer({ route: { path: "/api", auth: RouteAuth.TOKEN } });
    expect(spec.environment["GATEWAY_TOKENS_FILE"]).toBe("/run/secrets/way-in-token");
    expect(spec.secrets.map(({ path }) => path)).toEqual(["/run/secrets/way-in-token"]);
  });
});

describe("what a service layer uses", () => {
  const target = recorded((scope) => {
    const postgres = new Postgres(scope, "postgres");
    const redis = new Redis(scope, "redis");
    const items = declare(scope, "items", { port: 8001 });
    const ollama = new External(scope, "ollama", {
      url: "http://host.docker.internal:11434",
      healthPath: "/api/version",
    });
    const rename = { POSTGRES_HOST: "DB_HOST", REDIS_PASSWORD_FILE: "CACHE_SECRET" };
    const environment = { REDIS_PORT: "overridden", LOG_LEVEL: "debug" };
    declare(scope, "api", { uses: [postgres, redis, items, ollama], rename, environment });
  });
  const { environment, secrets, exceptions } = target.spec("api");

  it("gives it variables under their documented names", () => {
    expect(environment).toMatchObject({ POSTGRES_USER: "api", REDIS_HOST: "redis", ITEMS_URL: "http://items:8001" });
  });

  it("gives it variables under the names that its image knows", () => {
    expect(environment).toMatchObject({ DB_HOST: "postgres", CACHE_SECRET: "/run/secrets/redis-api" });
    expect(Object.keys(environment)).not.toEqual(expect.arrayContaining(["POSTGRES_HOST"]));
  });

  it("never overrules what it sets itself", () => {
    expect(environment).toMatchObject({ REDIS_PORT: "overridden", LOG_LEVEL: "debug" });
  });

  it("is listed for images that watch what they depend on, what lies outside with its health path", () => {
    expect(environment["UPSTREAMS"]).toBe("items=http://items:8001");
    expect(environment["EXTERNALS"]).toBe("ollama=http://host.docker.internal:11434/api/version");
  });

  it("gives it secrets as files, one of its own for each server", () => {
    expect(secrets.map(({ path }) => path)).toEqual(["/run/secrets/postgres-api", "/run/secrets/redis-api"]);
  });

  it("shows as an exception when it lies outside", () => {
    expect(exceptions).toEqual([
      { protection: "egress", detail: "ollama", reason: "the layer reaches an endpoint outside the platform" },
    ]);
  });

  it("puts no secret value and no further password into its environment", () => {
    const named = Object.keys(environment).filter((name) => /PASSWORD|SECRET|TOKEN/.test(name));
    expect(named.map((name) => environment[name])).toEqual(["/run/secrets/postgres-api", "/run/secrets/redis-api"]);
  });
});

describe("the registry of services", () => {
  const declareOthers = (scope: Construct) => {
    declare(scope, "items", { port: 8001, services: ["documents", "events"], healthPath: "/health" });
    new External(scope, "ollama", { url: "http://host.docker.internal:11434", healthPath: "/api/version" });
    new Redis(scope, "redis");
  };
  const hubFirst = recorded((scope) => {
    declare(scope, "hub", { registry: true });
    declareOthers(scope);
  });
  const hub = hubFirst.spec("hub");

  it("lists every service of every layer and external, itself included", () => {
    const entries = JSON.parse(fileOf(hub, "registry.json")) as readonly { service: string; layer: string }[];
    expect(entries.map(({ service, layer: of }) => `${of}/${service}`)).toEqual([
      "hub/hub",
      "items/documents",
      "items/events",
      "ollama/ollama",
    ]);
  });

  it("says where each of them answers and how to ask for its health", () => {
    expect(JSON.parse(fileOf(hub, "registry.json"))).toContainEqual({
      service: "documents",
      layer: "items",
      url: "http://items:8001",
      healthPath: "/health",
      external: false,
    });
  });

  it("is a file, and its reader knows where", () => {
    expect(hub.environment["SERVICE_REGISTRY_FILE"]).toBe("/config/registry.json");
  });

  it("is given to nobody else", () => {
    expect(hubFirst.spec("items").files).toEqual([]);
  });

  it("lets its reader reach all that it lists", () => {
    const peers = hubFirst.component("hub").peers(hubFirst.context.relations);
    expect(peers.map(({ name }) => name)).toEqual(["items", "ollama"]);
  });

  it("shows as an exception when something outside is listed", () => {
    expect(hub.exceptions.map(({ protection, detail }) => [protection, detail])).toEqual([["egress", "ollama"]]);
  });

  it("is the same whatever the order of declaration", () => {
    const hubLast = recorded((scope) => {
      declareOthers(scope);
      declare(scope, "hub", { registry: true });
    });
    expect(hubLast.spec("hub")).toEqual(hub);
  });
});

describe("a layer with a route", () => {
  it.each([
    [{ path: "/api", auth: RouteAuth.NONE }, ["haproxy"]],
    [undefined, []],
  ])("%j joins the way in's network only then", (route, peers) => {
    const target = recorded((scope) => {
      declare(scope, "api", { route });
      new HAProxy(scope, "haproxy");
    });
    expect(
      target
        .component("api")
        .peers(target.context.relations)
        .map(({ name }) => name),
    ).toEqual(peers);
  });
});

describe("jobs of a service layer", () => {
  const MIGRATE = { name: "migrate", command: ["node", "migrate.js"] };
  const REPORT = { name: "report", command: ["report"], schedule: Schedule.hourly(5), deadline: Duration.minutes(1) };
  const target = recorded((scope) => {
    const uses = [new Redis(scope, "redis"), new Postgres(scope, "postgres")];
    declare(scope, "api", { uses, jobs: [REPORT, MIGRATE], environment: { MODE: "x" } });
    declare(scope, "web", { uses, jobs: [REPORT] });
  });
  const spec = target.spec("api");

  it("before a roll come after those that wait for the servers, with the servers' own images", () => {
    expect(spec.jobs.map(({ name, phase, image }) => [name, phase, image?.reference.replace(/[@:].*/, "")])).toEqual([
      ["await.redis", JobPhase.ROLL, "docker.io/library/redis"],
      ["await.postgres", JobPhase.ROLL, "docker.io/library/postgres"],
      ["migrate", JobPhase.ROLL, undefined],
    ]);
  });

  it("before a roll have the layer's variables, and the login that may change tables", () => {
    const migrate = jobOf(spec, "migrate");
    expect(migrate.environment).toEqual({
      ...spec.environment,
      POSTGRES_USER: "api.migration",
      POSTGRES_PASSWORD_FILE: "/run/secrets/postgres-api.migration",
    });
    expect(migrate.secrets!.map(({ secret }) => secret.name)).toEqual(["redis-api", "postgres-api.migration"]);
    expect(migrate.deadline?.toSeconds()).toBe(600);
  });

  it("at set times have what the layer has, and no more", () => {
    expect(spec.scheduled).toEqual([
      {
        ...REPORT,
        environment: spec.environment,
        secrets: spec.secrets,
        files: spec.files,
        reach: JobReach.PEERS,
      },
    ]);
  });

  it("at set times alone need no login of their own, and nothing to wait for", () => {
    expect(target.spec("web").jobs).toEqual([]);
    const roles = jobOf(target.spec("postgres"), "roles").secrets!.map(({ secret }) => secret.name);
    expect(roles).toEqual(["postgres-api", "postgres-api.migration", "postgres-web"]);
  });

  it("change nothing of the layer itself", () => {
    const { jobs: _jobs, scheduled: _scheduled, ...plain } = layer();
    const { jobs: _others, scheduled: _more, ...withJobs } = layer({ jobs: [MIGRATE, REPORT] });
    expect(withJobs).toEqual(plain);
  });

  it("have names of their own, and a command", () => {
    expect(() => layer({ jobs: [MIGRATE, MIGRATE] })).toThrow("[api] has two jobs named 'migrate'");
    expect(() => layer({ jobs: [{ ...MIGRATE, command: [] }] })).toThrow("[api] job 'migrate' has no command");
    expect(() => layer({ jobs: [{ ...MIGRATE, name: "await.x" }] })).toThrow("'await.x' is not a valid name for a job");
  });
});
