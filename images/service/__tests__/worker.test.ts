import { eventually, rewrite, useLab } from "./support/lab";
import type { TestPostgres } from "./support/postgres";
import { startPostgres } from "./support/postgres";
import { PREFIX, startRedis } from "./support/redis";
import type { TestRedis } from "./support/redis";
import type { RunningService } from "./support/service";
import { launch, start } from "./support/service";
import { TcpRelay } from "./support/tcp-relay";

const lab = useLab();
let postgres: TestPostgres;
let redis: TestRedis;
let toPostgres: TcpRelay;
let toRedis: TcpRelay;
let service: RunningService;
let environment: Record<string, string>;

const variables = (): Record<string, string> => ({
  ...postgres.variables(lab, toPostgres.port),
  ...redis.variables(lab, toRedis.port),
});

const add = (name: string) => service.send("POST", "/v1/items", { name });
const failing = async (): Promise<unknown> => (await service.json("/ready")).body["failing"];
const untilReady = () => eventually("ready again", async () => (await service.fetch("/ready")).ok || undefined);
const unavailable = (dependency: string) => ({ status: 503, body: { error: "dependency_unavailable", dependency } });

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(lab), startRedis(lab)]);
  toPostgres = await TcpRelay.create(lab, postgres.port);
  toRedis = await TcpRelay.create(lab, redis.port);
  environment = variables();
  service = await start(lab, environment);
});

describe("items", () => {
  it("are committed before they are acknowledged", async () => {
    const { status, body } = await add("first");
    expect(status).toBe(201);
    const rows = await postgres.admin(`SELECT name, created_at FROM app.items WHERE id = ${String(body["id"])}`, "app");
    expect(rows).toEqual([{ name: "first", created_at: expect.any(Date) }]);
  });

  it("are counted", async () => {
    const before = Number((await service.json("/v1/items/count")).body["count"]);
    await Promise.all(["a", "b", "c"].map(add));
    expect((await service.json("/v1/items/count")).body).toEqual({ count: before + 3 });
  });

  it("keep what SQL would read as code", async () => {
    const name = "'); DROP TABLE app.items; --";
    await add(name);
    expect(await postgres.admin(`SELECT name FROM app.items ORDER BY id DESC LIMIT 1`, "app")).toEqual([{ name }]);
  });

  it("that wait for a lock are given up on both sides, and leave nothing behind", async () => {
    const locked = postgres.admin("BEGIN; LOCK TABLE app.items; SELECT pg_sleep(1.5)", "app");
    await eventually("the lock is held", async () => {
      const [row] = await postgres.admin("SELECT count(*)::int AS n FROM pg_locks WHERE mode = 'AccessExclusiveLock'");
      return row?.["n"] === 1 || undefined;
    });
    expect(await add("locked")).toMatchObject(unavailable("postgres"));
    await locked;
    await eventually("no statement waits any more", async () => {
      const [row] = await postgres.admin(
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock'",
      );
      return row?.["n"] === 0 || undefined;
    });
    expect(await postgres.admin("SELECT * FROM app.items WHERE name = 'locked'", "app")).toEqual([]);
  });

  it("appear in Postgres under the name of the service", async () => {
    const named = await postgres.admin(
      "SELECT DISTINCT application_name AS name FROM pg_stat_activity WHERE usename = 'app'",
    );
    expect(named).toEqual([{ name: "reference-service" }]);
  });
});

describe("cache", () => {
  it("gives back what was put, below the prefix", async () => {
    expect(await service.send("PUT", "/v1/cache/colour", { value: "blue" })).toEqual({
      status: 200,
      body: { key: "colour" },
    });
    expect(await service.json("/v1/cache/colour")).toEqual({ status: 200, body: { key: "colour", value: "blue" } });
    expect(await redis.admin((client) => client.keys("*"))).toEqual([`${PREFIX}colour`]);
  });

  it("answers 404 for what was never put", async () => {
    expect((await service.json("/v1/cache/nothing")).status).toBe(404);
  });

  it("answers 503, not 500, when Redis refuses", async () => {
    await redis.admin((client) => client.acl("SETUSER", "app", "-set"));
    const answer = await service.send("PUT", "/v1/cache/a", { value: "b" });
    await redis.admin((client) => client.acl("SETUSER", "app", "+set"));
    expect(answer).toMatchObject(unavailable("redis"));
    expect(answer.body["message"]).toContain("NOPERM");
  });
});

describe("a black hole", () => {
  afterEach(async () => {
    toPostgres.thaw();
    toRedis.thaw();
    await untilReady();
  });

  it("in front of Postgres fails /ready by name, and nothing hangs", async () => {
    toPostgres.freeze();
    expect(await failing()).toEqual([{ name: "postgres", error: "no answer within 500 ms" }]);
    expect(await add("lost")).toMatchObject(unavailable("postgres"));
    expect(await service.metric('dependency_up{dependency="postgres",required="true"}')).toBe(0);
    expect((await service.fetch("/health")).status).toBe(200);
  });

  it("in front of Redis fails /ready by name, and nothing hangs", async () => {
    toRedis.freeze();
    expect(await failing()).toEqual([{ name: "redis", error: expect.stringMatching(/no answer|not connected/) }]);
    expect(await service.json("/v1/cache/colour")).toMatchObject(unavailable("redis"));
    expect(await service.metric('dependency_up{dependency="redis",required="true"}')).toBe(0);
  });

  it("is over as soon as new connections come through", async () => {
    toPostgres.freeze();
    toRedis.freeze();
    expect(await failing()).toHaveLength(2);
    toPostgres.thaw();
    toRedis.thaw();
    await untilReady();
    expect((await add("after")).status).toBe(201);
    expect((await service.json("/v1/cache/colour")).status).toBe(200);
  });
});

describe("a dependency that is down", () => {
  it("is listed, answered 503, and used again when it is back", async () => {
    await postgres.stop();
    expect(await add("down")).toMatchObject(unavailable("postgres"));
    expect(await failing()).toEqual([{ name: "postgres", error: expect.any(String) }]);
    await postgres.start();
    await untilReady();
    expect((await add("back")).status).toBe(201);
  });

  it("keeps the memory of its last success", async () => {
    await redis.stop();
    const { body } = await service.json("/api/health/dependencies");
    await redis.start();
    await untilReady();
    expect(body["dependencies"]).toContainEqual(
      expect.objectContaining({ name: "redis", state: "down", lastSuccess: expect.stringMatching(/^\d{4}-/) }),
    );
  });
});

it("opens its port only when every dependency answers", async () => {
  toPostgres.freeze();
  const waiting = await launch(lab, variables());
  await eventually("it finds Postgres down", () => waiting.program.output.includes("dependency is down") || undefined);
  expect(await waiting.isOpen()).toBe(false);
  toPostgres.thaw();
  await waiting.untilOpen();
  expect((await waiting.json("/ready")).status).toBe(200);
});

describe("a rotated password is read without a restart", () => {
  it("of Postgres", async () => {
    await postgres.admin("ALTER ROLE app PASSWORD 'other'");
    await postgres.admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'");
    await eventually("it is refused", async () => JSON.stringify(await failing()).includes("28P01") || undefined);
    rewrite(environment["POSTGRES_PASSWORD_FILE"] ?? "", "other\n");
    await untilReady();
    expect((await add("rotated")).status).toBe(201);
  });

  it("of Redis", async () => {
    await redis.admin((client) => client.acl("SETUSER", "app", "resetpass", ">other"));
    await redis.admin((client) => client.client("KILL", "USER", "app"));
    await eventually(
      "it is refused",
      async () => /WRONGPASS|NOAUTH/.test(JSON.stringify(await failing())) || undefined,
    );
    rewrite(environment["REDIS_PASSWORD_FILE"] ?? "", "other\n");
    await untilReady();
    expect((await service.send("PUT", "/v1/cache/rotated", { value: "yes" })).status).toBe(200);
  });
});

it("never wrote a secret", () => {
  expect(service.program.output).not.toMatch(/p-4f1d0c77|r-9be2a5c1/);
});
