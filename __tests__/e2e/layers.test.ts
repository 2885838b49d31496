import { appendFileSync, chmodSync, chownSync, existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { throwAwayEngine } from "../support/engine/engine";
import { footprint, footprintChanges, type Footprint } from "../support/footprint/footprint";
import { textPlace } from "../support/leaks/file-places";
import { searchLeaks, type PlantedSecret } from "../support/leaks/search";
import { AsLayer, verdict, type Answer, type Login } from "../support/platform/as-layer";
import { forbiddenCommands, forbiddenStatements } from "../support/platform/forbidden";
import { TestProject } from "../support/platform/project";
import { running } from "../support/platform/running";
import { secretValues } from "../support/platform/secret-values";
import { BILLING, ORDERS, STOCK, writeShop, type ShopLayer } from "../support/platform/shop";
import { asSuperuser } from "../support/platform/superuser";
import { bearer, WayInClient } from "../support/platform/way-in";

const docker = throwAwayEngine();
const layer = (name: string) => new AsLayer(docker, "shop", name);
const [orders, stock, billing] = [layer("orders"), layer("stock"), layer("billing")];
const SECRETS = "/var/lib/bulwark/shop/secrets";
const REFUSED = "42501";
const WRONG_PASSWORD = "28P01";
const NOT_LET_IN = "28000";
/** Every value that a secret ever had, and all that was printed meanwhile. */
const values: PlantedSecret[] = [];
const said: string[] = [];
let project: TestProject;
let wayIn: WayInClient;
let before: Footprint;

const machine = () => footprint({ docker, folders: ["/var/lib/bulwark"] });
const valueOf = (name: string) => secretValues("shop").find((one) => one.name === name)!.value;
const verdicts = (answers: readonly Answer[]) => answers.map(verdict);
const refusedAll = (attempts: readonly unknown[], word: string) => attempts.map((attempt) => [attempt, word]);
const paired = (attempts: readonly unknown[], answers: readonly Answer[]) =>
  attempts.map((attempt, index) => [attempt, verdict(answers[index])]);
const names = (answers: readonly Answer[]) => answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
const loginAt = async (login: Login) => verdict((await orders.sql(["SELECT 1"], login))[0]);
const authAt = async (login: Login | null) => verdict((await orders.redis([["PING"]], login))[0]);
const answerAt = async ({ path }: ShopLayer, token = valueOf("way-in-token")) =>
  (await wayIn.ask(path === ORDERS.path ? `${path}/count` : path, { headers: bearer(token) })).status;

async function bulwark(...args: readonly string[]) {
  const outcome = await project.bulwark(...args);
  said.push(outcome.stdout, outcome.stderr);
  values.push(...secretValues("shop"));
  return outcome;
}

async function succeed(...args: readonly string[]) {
  const outcome = await bulwark(...args);
  if (outcome.code !== 0) process.stderr.write(`${outcome.stderr.slice(-4000)}\n`);
  expect(outcome.code).toBe(0);
  return outcome;
}

const up = async (layers: readonly ShopLayer[]) => {
  await writeShop(project, layers);
  return succeed("up", "shop", "--yes");
};

jest.setTimeout(600_000);

beforeAll(async () => {
  project = await TestProject.empty();
  before = await machine();
  await up([ORDERS, STOCK]);
  wayIn = new WayInClient(project.path(".bulwark", "shop", "ca.pem"));
});

afterAll(async () => {
  await project.bulwark("down", "shop", "--volumes", "--yes");
  await project.remove();
});

describe.each([
  ["orders", orders, "stock"],
  ["stock", stock, "orders"],
])("the Postgres role of %s", (own, self, other) => {
  it("reads and writes the rows of its own table", async () => {
    const added = await self.change(`INSERT INTO items (name) VALUES ('of ${own}')`);
    expect(verdicts(added)).toEqual(["ok"]);
    const attempts = ["SELECT name FROM items", "UPDATE items SET name = 'x'", `DELETE FROM ${own}.items`];
    const answers = await self.sql(attempts);
    expect(verdicts(answers)).toEqual(["ok", "ok", "ok"]);
    expect(names(answers)[0]).toEqual([[`of ${own}`]]);
  });

  it(`is refused the tables of ${other}, every change of tables, other roles and the server's own files`, async () => {
    const attempts = forbiddenStatements(own, other);
    expect(paired(attempts, await self.sql(attempts))).toEqual(refusedAll(attempts, REFUSED));
  });

  it("would not be refused if it had the rights: the same attempts then pass", async () => {
    const attempts = forbiddenStatements(own, other);
    await asSuperuser(`ALTER ROLE ${own} SUPERUSER`);
    const answers = await self.sql(attempts);
    await asSuperuser(`ALTER ROLE ${own} NOSUPERUSER`);
    expect(paired(attempts, answers)).toEqual(refusedAll(attempts, "ok"));
  });

  it("is let into no other database", async () => {
    const databases = (await asSuperuser("SELECT datname FROM pg_database WHERE datallowconn ORDER BY 1")).split("\n");
    expect(databases).toEqual(["platform", "postgres", "template1"]);
    const answers = await Promise.all(databases.map((database) => self.sql(["SELECT 1"], { database })));
    expect(answers.flatMap(verdicts)).toEqual(["ok", NOT_LET_IN, NOT_LET_IN]);
  });
});

describe("the Postgres server", () => {
  it("does not let its superuser in over the network, with the right password", async () => {
    const login = { user: "postgres", password: valueOf("postgres-superuser") };
    expect(await loginAt(login)).toBe(NOT_LET_IN);
    expect(await loginAt({ ...login, database: "postgres" })).toBe(NOT_LET_IN);
    expect(await asSuperuser("SELECT current_user")).toBe("postgres");
  });

  it("refuses a wrong password, another layer's, and a role that there is not", async () => {
    const right = valueOf("postgres-orders");
    const logins = [right, "wrong", valueOf("postgres-stock"), right.toUpperCase()];
    const answers = await Promise.all(logins.map((password) => loginAt({ user: "orders", password })));
    expect(answers).toEqual(["ok", WRONG_PASSWORD, WRONG_PASSWORD, WRONG_PASSWORD]);
    expect(await loginAt({ user: "nobody", password: right })).toMatch(/^28/);
  });

  it("opens no session without a password: it demands a proof by SCRAM, and knows no other method", async () => {
    expect(await orders.demand("orders", "platform")).toEqual({ type: "R", method: 10, mechanisms: ["SCRAM-SHA-256"] });
    expect(await orders.demand("postgres", "platform")).toMatchObject({ type: "E" });
  });

  it("keeps passwords and rules of SCRAM alone", async () => {
    const kept = "SELECT DISTINCT left(rolpassword, 14) FROM pg_authid WHERE rolpassword IS NOT NULL";
    expect(await asSuperuser(kept)).toBe("SCRAM-SHA-256$");
    expect(await asSuperuser("SHOW password_encryption")).toBe("scram-sha-256");
    const methods = await asSuperuser("SELECT type, auth_method FROM pg_hba_file_rules ORDER BY line_number");
    expect(methods.split("\n")).toEqual([
      "local|peer",
      "local|reject",
      "host|reject",
      "host|scram-sha-256",
      "host|reject",
    ]);
  });

  it("notices a page that is not what it wrote", async () => {
    await asSuperuser("CREATE TABLE public.scratch AS SELECT 1 AS one");
    await asSuperuser("CHECKPOINT");
    expect(await asSuperuser("SELECT count(*) FROM public.scratch")).toBe("1");
    const { Mountpoint } = await docker.getVolume("shop-postgres-data").inspect();
    const file = join(Mountpoint, await asSuperuser("SELECT pg_relation_filepath('public.scratch')"));
    // A page is well formed at any place of the file: only its checksum knows which it belongs to.
    appendFileSync(file, readFileSync(file).subarray(0, 8192));
    await expect(asSuperuser("SELECT count(*) FROM public.scratch")).rejects.toThrow("invalid page in block 1");
    await asSuperuser("DROP TABLE public.scratch");
  });
});

describe.each([
  ["orders", orders, "stock"],
  ["stock", stock, "orders"],
])("the Redis user of %s", (own, self, other) => {
  it("reads, writes and publishes under its own prefix", async () => {
    const commands = [
      ["SET", `${own}:colour`, own],
      ["GET", `${own}:colour`],
      ["PUBLISH", `${own}:news`, "x"],
    ];
    expect(names(await self.redis(commands))).toEqual(["OK", own, 0]);
  });

  it(`is refused keys and channels of ${other}, and every dangerous command`, async () => {
    const commands = [...forbiddenCommands(other), ["SHUTDOWN", "NOSAVE"]];
    expect(paired(commands, await self.redis(commands))).toEqual(refusedAll(commands, "NOPERM"));
  });
});

describe("the Redis server", () => {
  const admin = () => ({ user: "admin", password: valueOf("redis-admin") });
  const asAdmin = async (...command: readonly string[]) => names(await orders.redis([command], admin()))[0];
  const wouldBe = async (...command: readonly string[]) => String(await asAdmin("ACL", "DRYRUN", "orders", ...command));

  it("would not refuse a user that had the rights: the same commands then pass", async () => {
    const commands = forbiddenCommands("stock");
    await asAdmin("ACL", "SETUSER", "orders", "~*", "&*", "+@all");
    const answers = await orders.redis(commands);
    await asAdmin("ACL", "LOAD");
    expect(verdicts(answers).filter((word) => word === "NOPERM")).toEqual([]);
    expect(verdicts(await orders.redis([["CONFIG", "GET", "*"]]))).toEqual(["NOPERM"]);
  });

  it("would refuse a layer to debug it and to shut it down, which only the answer of its rules can show", async () => {
    expect(await wouldBe("DEBUG", "SLEEP", "0")).toContain("no permissions to run the 'debug");
    expect(await wouldBe("SHUTDOWN")).toContain("no permissions to run the 'shutdown'");
    expect(await wouldBe("GET", "orders:colour")).toBe("OK");
    expect(verdicts(await orders.redis([["DEBUG", "SLEEP", "0"]], admin()))).toEqual(["ERR"]);
  });

  it("refuses whoever does not log in, the default user, and a wrong password", async () => {
    expect(await authAt(null)).toBe("NOAUTH");
    expect(await authAt({ user: "default", password: "" })).toBe("WRONGPASS");
    expect(await authAt({ user: "default", password: valueOf("redis-orders") })).toBe("WRONGPASS");
    expect(await authAt({ user: "orders", password: "wrong" })).toBe("WRONGPASS");
    expect(await authAt({ user: "orders", password: valueOf("redis-stock") })).toBe("WRONGPASS");
    expect(await authAt({ user: "orders", password: valueOf("redis-orders") })).toBe("ok");
  });

  it("has its default user off, and knows the layers and its own two users alone", async () => {
    expect(await asAdmin("ACL", "USERS")).toEqual(["admin", "default", "health", "orders", "stock"]);
    expect(String(await asAdmin("ACL", "LIST"))).toMatch(/user default off /);
  });

  it("gives data at most half of its memory limit", async () => {
    const [, maxmemory] = (await asAdmin("CONFIG", "GET", "maxmemory")) as readonly string[];
    const { HostConfig } = await docker.getContainer("shop-redis").inspect();
    expect(HostConfig.Memory).toBe(64 * 1024 * 1024);
    expect(Number(maxmemory)).toBeGreaterThan(0);
    expect(Number(maxmemory)).toBeLessThanOrEqual(HostConfig.Memory! / 2);
  });
});

describe("a layer that is added to the running platform", () => {
  let servers: Readonly<Record<string, string>>;

  beforeAll(async () => {
    await orders.change("INSERT INTO items (name) VALUES ('kept')");
    servers = await running(docker, "shop");
    await up([ORDERS, STOCK, BILLING]);
  });

  it("gets a role with a schema of its own, a Redis user and a route", async () => {
    expect(verdicts(await billing.change("INSERT INTO items (name) VALUES ('first bill')"))).toEqual(["ok"]);
    expect(names(await billing.redis([["SET", "billing:colour", "red"]]))).toEqual(["OK"]);
    expect(await answerAt(BILLING)).toBe(200);
    expect(await answerAt(BILLING, "wrong")).toBe(401);
  });

  it("is refused what is not its own", async () => {
    const statements = forbiddenStatements("billing", "orders");
    const commands = forbiddenCommands("orders");
    expect(paired(statements, await billing.sql(statements))).toEqual(refusedAll(statements, REFUSED));
    expect(paired(commands, await billing.redis(commands))).toEqual(refusedAll(commands, "NOPERM"));
  });

  it("restarts no server and no other layer: each has the id and the start that it had", async () => {
    const { "billing/1": added, ...others } = await running(docker, "shop");
    expect(others).toEqual(servers);
    expect(added).toMatch(/ since /);
  });

  it("costs no row", async () => {
    expect(names(await orders.sql(["SELECT name FROM items ORDER BY id"]))).toEqual([[["of orders"], ["kept"]]]);
    expect(names(await stock.sql(["SELECT name FROM items"]))).toEqual([[["of stock"]]]);
  });
});

describe("a layer that is taken out of the running platform", () => {
  let ended: Promise<readonly string[]>;
  let servers: Readonly<Record<string, string>>;
  const postgresLogin = () => ({ user: "billing", password: valueOf("postgres-billing") });
  const redisLogin = () => ({ user: "billing", password: valueOf("redis-billing") });

  beforeAll(async () => {
    const { "billing/1": _billing, ...others } = await running(docker, "shop");
    servers = others;
  });

  it("is not removed before somebody has confirmed it", async () => {
    await writeShop(project, [ORDERS, STOCK]);
    const { code, stderr } = await bulwark("up", "shop");
    expect(code).toBe(1);
    expect(stderr).toContain("this removes the containers of billing; their data stays\nNothing was changed");
    expect(Object.keys(await running(docker, "shop"))).toContain("billing/1");
    expect(existsSync(project.path("cdktf.out/stacks/shop/plan.tfplan"))).toBe(false);
    expect(await loginAt(postgresLogin())).toBe("ok");
  });

  it("loses its sessions, its role, its Redis user and its route", async () => {
    expect(await authAt(redisLogin())).toBe("ok");
    ({ ended } = await orders.hold(postgresLogin(), redisLogin()));
    await up([ORDERS, STOCK]);
    expect(await ended).toEqual(["57P01", "closed"]);
    expect(await loginAt(postgresLogin())).toBe(NOT_LET_IN);
    expect(await authAt(redisLogin())).toBe("WRONGPASS");
    expect(await answerAt(BILLING)).toBe(404);
    expect(await asSuperuser("SELECT count(*) FROM pg_roles WHERE rolname = 'billing'")).toBe("0");
  });

  it("leaves its schema, its rows and everybody else as they were", async () => {
    expect(await asSuperuser("SELECT name FROM billing.items")).toBe("first bill");
    expect(await running(docker, "shop")).toEqual(servers);
  });

  it("finds its rows when it comes back", async () => {
    await up([ORDERS, STOCK, BILLING]);
    expect(names(await billing.sql(["SELECT name FROM items"]))).toEqual([[["first bill"]]]);
    expect(verdicts(await billing.change("INSERT INTO items (name) VALUES ('second bill')"))).toEqual(["ok"]);
  });
});

describe("bulwark secrets shop check", () => {
  const check = async () => {
    const { code, stdout } = await bulwark("secrets", "shop", "check");
    return { code, stdout };
  };
  const file = (path: string) => join(SECRETS, path);

  it("finds nothing wrong with what runs", async () => {
    expect(await check()).toEqual({ code: 0, stdout: "shop: every secret is in its place\n" });
  });

  it("names a file that was deleted, one that others may read, and one that somebody else owns", async () => {
    rmSync(file("10001/redis-stock"));
    chmodSync(file("0/ca-key"), 0o644);
    chownSync(file("99/way-in-operators"), 0, 0);
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(stdout).toContain(`${file("10001/redis-stock")}: is missing\n  bulwark secrets shop init`);
    expect(stdout).toContain(`${file("0/ca-key")}: mode was 0644, must be 0400`);
    expect(stdout).toContain(`${file("99/way-in-operators")}: owner was 0:0, must be 99:99`);
  });

  it("has them set right by init, with the value that the other copy kept", async () => {
    const { stdout } = await succeed("secrets", "shop", "init");
    expect(stdout).toMatch(/10001\/redis-stock +created/);
    expect(stdout).toMatch(/0\/ca-key +repaired +mode was 0644/);
    expect(readFileSync(file("10001/redis-stock"))).toEqual(readFileSync(file("999/redis-stock")));
    expect(statSync(file("0/ca-key")).mode & 0o777).toBe(0o400);
    expect(statSync(file("99/way-in-operators")).uid).toBe(99);
    expect(await check()).toMatchObject({ code: 0 });
  });
});

describe("bulwark secrets shop rotate", () => {
  it("takes the old token and passwords out of use, and everything is healthy with the new ones", async () => {
    const [token, atPostgres, atRedis] = ["way-in-token", "postgres-orders", "redis-orders"].map(valueOf);
    const oldLogins = async () => [
      await answerAt(ORDERS, token),
      await loginAt({ user: "orders", password: atPostgres! }),
      await authAt({ user: "orders", password: atRedis! }),
    ];
    expect(await oldLogins()).toEqual([200, "ok", "ok"]);
    await succeed("secrets", "shop", "rotate");
    expect(await oldLogins()).toEqual([401, WRONG_PASSWORD, "WRONGPASS"]);
    expect(await Promise.all([answerAt(ORDERS), answerAt(STOCK), loginAt({}), authAt({})])).toEqual([
      200,
      200,
      "ok",
      "ok",
    ]);
    expect(JSON.parse((await succeed("status", "shop", "--format", "json")).stdout)).toMatchObject({ healthy: true });
  });

  it("costs no row, and leaves nothing pending", async () => {
    expect(names(await billing.sql(["SELECT name FROM items ORDER BY id"]))).toEqual([
      [["first bill"], ["second bill"]],
    ]);
    expect((await succeed("secrets", "shop", "check")).stdout).toBe("shop: every secret is in its place\n");
  });
});

describe("what the commands said", () => {
  const places = (more = "") => [textPlace("output", said.join("\n") + more)];
  const distinct = () => [...new Map(values.map((one) => [one.value, one])).values()];

  it("held no value that any secret has or had", async () => {
    expect(distinct().length).toBeGreaterThan(new Set(values.map(({ name }) => name)).size);
    expect(await searchLeaks({ secrets: distinct(), places: places() })).toEqual([]);
  });

  it("would be found to hold one", async () => {
    const planted = Buffer.from(values[0]!.value).toString("base64");
    expect(await searchLeaks({ secrets: distinct(), places: places(planted) })).toHaveLength(1);
  });
});

describe("bulwark down shop --volumes", () => {
  it("leaves nothing of the platform", async () => {
    await project.succeed("down", "shop", "--volumes", "--yes");
    const changes = footprintChanges(before, await machine()).filter(({ kind }) => kind !== "images");
    expect(changes).toEqual([]);
  });
});
