import { JobPhase } from "../../../operations/manifest";
import { componentOrder, stepsFor, type Observed } from "../../../operations/secrets/steps";
import { containerOf, jobOf, manifestOf } from "../../support/secrets/manifests";

const START = new Date("2026-01-02T03:00:00Z");
const [OLD, NEW] = [new Date("2026-01-02T02:00:00Z"), new Date("2026-01-02T04:00:00Z")];

const MANIFEST = manifestOf({
  containers: [
    containerOf("api", ["api", "postgres", "redis", "way-in"], "trial-api-1-abc"),
    containerOf("api", ["api", "postgres", "redis", "way-in"], "trial-api-2-abc"),
    containerOf("postgres", ["postgres"]),
    containerOf("redis", ["redis"]),
    containerOf("way-in", ["way-in", "way-in-edge"]),
  ],
  jobs: [
    jobOf("postgres", "roles", JobPhase.AFTER),
    jobOf("redis", "users", JobPhase.BEFORE),
    jobOf("redis", "load-users", JobPhase.AFTER),
    jobOf("api", "migrate", JobPhase.ROLL),
  ],
});

/** What each container reads, as the components have it. */
const READS: Readonly<Record<string, readonly string[]>> = {
  "trial-api-1-abc": ["postgres-api", "redis-api"],
  "trial-api-2-abc": ["postgres-api", "redis-api"],
  "trial-postgres": ["postgres-superuser"],
  "trial-postgres-job-roles": ["postgres-api", "postgres-api.migration"],
  "trial-redis": ["redis-health"],
  "trial-redis-job-users": ["redis-admin", "redis-health", "redis-api"],
  "trial-redis-job-load-users": ["redis-admin"],
  "trial-way-in": ["token"],
  "trial-api-job-migrate": ["postgres-api", "postgres-api.migration"],
};

const steps = (...changed: readonly string[]): readonly string[] => {
  const observed: Observed[] = Object.entries(READS).map(([name, secrets]) => ({
    name,
    startedAt: START,
    secrets: secrets.map((secret) => ({ name: secret, modified: changed.includes(secret) ? NEW : OLD })),
  }));
  return stepsFor(MANIFEST, observed).map(({ action, container }) => `${action} ${container}`);
};

describe("what must run again", () => {
  it("is nothing while every file is older than what reads it", () => expect(steps()).toEqual([]));

  it("for a database's password is the job that sets it, then those who use it, one after another", () => {
    expect(steps("postgres-api")).toEqual([
      "run job again trial-postgres-job-roles",
      "restart trial-api-1-abc",
      "restart trial-api-2-abc",
    ]);
  });

  it("for a user of a server that loads its users live is no restart of that server", () => {
    expect(steps("redis-api").slice(0, 2)).toEqual([
      "run job again trial-redis-job-users",
      "run job again trial-redis-job-load-users",
    ]);
  });

  it("for the password that loads the users is a restart in between: the server knows only the old one", () => {
    expect(steps("redis-admin")).toEqual([
      "run job again trial-redis-job-users",
      "restart trial-redis",
      "run job again trial-redis-job-load-users",
    ]);
  });

  it("for the password of migrations is the job that sets it, and no migration: that runs before a roll alone", () => {
    expect(steps("postgres-api.migration")).toEqual(["run job again trial-postgres-job-roles"]);
  });

  it("for a secret of one container is that container", () => expect(steps("token")).toEqual(["restart trial-way-in"]));

  it("leaves out what the engine does not have", () => {
    const observed = [{ name: "trial-way-in", startedAt: START, secrets: [{ name: "token", modified: NEW }] }];
    expect(stepsFor(manifestOf({ containers: [containerOf("api", [])] }), observed)).toEqual([]);
  });

  it("names the changed secrets, and none for what only follows", () => {
    const observed = Object.keys(READS).map((name) => ({
      name,
      startedAt: START,
      secrets: [{ name: "redis-api", modified: NEW }],
    }));
    const only = observed.map((one) => (one.name === "trial-redis-job-users" ? one : { ...one, secrets: [] }));
    expect(stepsFor(MANIFEST, only).map(({ secrets }) => secrets)).toEqual([["redis-api"], []]);
  });
});

describe("the order of components", () => {
  it("has every component after those it uses", () => {
    expect(componentOrder(MANIFEST)).toEqual(["postgres", "redis", "way-in", "api"]);
  });

  it("ends also when networks lead in a circle", () => {
    const containers = [containerOf("a", ["b"]), containerOf("b", ["a"])];
    expect(componentOrder(manifestOf({ containers }))).toEqual(["b", "a"]);
  });
});
