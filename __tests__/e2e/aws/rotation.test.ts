import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Emulator } from "../../support/aws/emulator";
import { PostgresServer } from "../../support/aws/postgres-server";
import { Rotator, type Value } from "../../support/aws/rotation";
import { bundleRotation } from "../../support/aws/rotation-bundle";

const FIRST = "planted-first-password-3";
const ADMINISTRATOR = "planted-administrator-password-4";

let emulator: Emulator;
let server: PostgresServer;
let rotator: Rotator;
/** Who may change users, and is no superuser: that of RDS is none either. */
let administrator: string;

jest.setTimeout(300_000);

beforeAll(async () => {
  [emulator, server] = await Promise.all([Emulator.start(), PostgresServer.start()]);
  rotator = await Rotator.with(emulator, server);
  await server.admin(`CREATE ROLE owner LOGIN CREATEROLE PASSWORD '${ADMINISTRATOR}'`);
  await server.admin("CREATE DATABASE app OWNER owner");
  administrator = await rotator.secret({ username: "owner", password: ADMINISTRATOR });
});

afterAll(async () => {
  rotator?.remove();
  await server?.stop();
  await emulator?.stop();
});

const where = () => ({ engine: "postgres", host: server.host, port: server.port, dbname: "app" });

/** A user of the database, and his secret. */
async function userWithSecret(username: string, more: object = {}): Promise<string> {
  await server.admin(`CREATE ROLE ${username} LOGIN PASSWORD '${FIRST}'`);
  await server.admin(`GRANT ${username} TO owner WITH ADMIN OPTION`);
  await server.admin(`GRANT CREATE ON SCHEMA public TO ${username}`, "app");
  return rotator.secret({ ...where(), username, password: FIRST, ...more });
}

const login = ({ username, password }: Value, text?: string) => server.as(username, password, text);

describe("users who take turns", () => {
  it("are never refused: the one before is valid until the next rotation", async () => {
    const secret = await userWithSecret("turns");
    await rotator.rotate(secret, administrator);
    const second = await rotator.valueOf(secret);
    expect(second).toMatchObject({ ...where(), username: "turns_clone" });
    await expect(login(second)).resolves.toEqual([[1]]);
    await expect(server.as("turns", FIRST)).resolves.toEqual([[1]]);

    await rotator.rotate(secret, administrator);
    const third = await rotator.valueOf(secret);
    expect(third.username).toBe("turns");
    await expect(login(third)).resolves.toEqual([[1]]);
    await expect(login(second)).resolves.toEqual([[1]]);
    await expect(server.as("turns", FIRST)).rejects.toThrow("password authentication failed");
    expect(await rotator.valueOf(secret, "AWSPREVIOUS")).toEqual(second);
  });

  it("own the same things, whoever made them", async () => {
    const secret = await userWithSecret("owners");
    await rotator.rotate(secret, administrator);
    await login(await rotator.valueOf(secret), "CREATE TABLE orders (id int)");
    await expect(server.as("owners", FIRST, "ALTER TABLE orders ADD COLUMN state text")).resolves.toEqual([]);
    const owner = "SELECT tableowner FROM pg_tables WHERE tablename = 'orders'";
    expect(await server.admin(owner, "app")).toEqual([["owners"]]);
  });

  it.each(["createSecret", "setSecret", "testSecret"] as const)(
    "go on with the same password after an interruption in %s",
    async (step) => {
      const secret = await userWithSecret(`broken_${step.toLowerCase()}`);
      const call = { secret, administrator, version: await rotator.begin(secret) };
      const before = ["createSecret", "setSecret", "testSecret"] as const;
      for (const done of before.slice(0, before.indexOf(step) + 1)) await rotator.succeed(done, call);
      const made = await rotator.valueOf(secret, "AWSPENDING");
      for (const again of [...before, "finishSecret"] as const) await rotator.succeed(again, call);
      expect(await rotator.valueOf(secret)).toEqual(made);
      await expect(login(made)).resolves.toEqual([[1]]);
      // Secrets Manager may call once more than it needs to.
      await rotator.succeed("finishSecret", call);
    },
  );

  it("go on when the second one was made, and has no password yet", async () => {
    const secret = await userWithSecret("half");
    await server.as("owner", ADMINISTRATOR, "CREATE ROLE half_clone NOLOGIN");
    await rotator.rotate(secret, administrator);
    await expect(login(await rotator.valueOf(secret))).resolves.toEqual([[1]]);
  });

  it("must be there: the function makes the second one, never the first", async () => {
    const secret = await rotator.secret({ ...where(), username: "nobody_here", password: FIRST });
    const call = { secret, administrator, version: await rotator.begin(secret) };
    await rotator.succeed("createSecret", call);
    const { code, stderr } = await rotator.call("setSecret", call);
    expect(code).toBe(1);
    expect(stderr).toContain("the database has no user 'nobody_here'");
  });
});

describe("a user who changes himself", () => {
  it("is let in with the new password alone", async () => {
    const secret = await userWithSecret("alone");
    await rotator.rotate(secret);
    const now = await rotator.valueOf(secret);
    expect(now.username).toBe("alone");
    await expect(login(now)).resolves.toEqual([[1]]);
    await expect(server.as("alone", FIRST)).rejects.toThrow("password authentication failed");
  });

  it("goes on when the database was changed, and the secret not yet", async () => {
    const secret = await userWithSecret("halfway");
    const call = { secret, version: await rotator.begin(secret) };
    for (const step of ["createSecret", "setSecret", "setSecret", "createSecret"] as const) {
      await rotator.succeed(step, call);
    }
    for (const step of ["testSecret", "finishSecret"] as const) await rotator.succeed(step, call);
    await expect(login(await rotator.valueOf(secret))).resolves.toEqual([[1]]);
  });

  it("is refused when the database knows neither of his passwords, and keeps his secret", async () => {
    const secret = await userWithSecret("changed");
    await server.admin("ALTER ROLE changed PASSWORD 'by-hand'");
    const call = { secret, version: await rotator.begin(secret) };
    await rotator.succeed("createSecret", call);
    const { code, stderr } = await rotator.call("setSecret", call);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining("neither the current nor the previous password lets 'changed' in"),
    ]);
    expect((await rotator.valueOf(secret)).password).toBe(FIRST);
  });
});

describe("the function refuses", () => {
  it("a secret that is not its own", async () => {
    const [mine, other] = [await userWithSecret("mine"), await userWithSecret("other")];
    const call = { secret: other, version: await rotator.begin(other), settings: { SECRET_ARN: mine } };
    const { code, stderr } = await rotator.call("createSecret", call);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`the function rotates ${mine} alone, got: ${other}`)]);
  });

  it("a secret that names another server: it would be told the administrator's password", async () => {
    const secret = await userWithSecret("elsewhere", { host: "evil.example" });
    const call = { secret, administrator, version: await rotator.begin(secret) };
    const { code, stderr } = await rotator.call("createSecret", call);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`got: evil.example:${server.port}`)]);
  });

  it("a server whose certificate nobody signed that it knows", async () => {
    const secret = await userWithSecret("unsigned");
    const call = { secret, administrator, version: await rotator.begin(secret) };
    await rotator.succeed("createSecret", call);
    const { code, stderr } = await rotator.call("setSecret", { ...call, settings: { NODE_EXTRA_CA_CERTS: "" } });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/unable to verify|self-signed certificate/)]);
  });

  it("a server whose certificate is for another name", async () => {
    const secret = await userWithSecret("misnamed");
    const call = { secret, administrator, version: await rotator.begin(secret) };
    await rotator.succeed("createSecret", call);
    await server.presentAs("other.example");
    const { code, stderr } = await rotator.call("setSecret", call);
    await server.presentAs(server.host);
    expect([code, stderr]).toEqual([1, expect.stringContaining("does not match certificate's altnames")]);
  });

  it("a value that is no JSON, without a word of it", async () => {
    const secret = await rotator.secret(`password=${FIRST}`);
    const call = { secret, version: await rotator.begin(secret) };
    const { code, stderr } = await rotator.call("createSecret", call);
    expect([code, stderr]).toEqual([1, expect.stringContaining("is no JSON with username and password, got: no JSON")]);
  });

  it("a secret that is not rotated", async () => {
    const secret = await userWithSecret("still");
    const { code, stderr } = await rotator.call("createSecret", { secret, version: "1" });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`${secret} is not rotated, got: RotationEnabled false`),
    ]);
  });

  it("a new password that the database does not know", async () => {
    const secret = await userWithSecret("untold");
    const call = { secret, version: await rotator.begin(secret) };
    await rotator.succeed("createSecret", call);
    const { code, stderr } = await rotator.call("testSecret", call);
    expect([code, stderr]).toEqual([1, expect.stringContaining("the new password does not let 'untold' in")]);
  });

  it("a version that is not the pending one", async () => {
    const secret = await userWithSecret("stale");
    await rotator.begin(secret);
    const { code, stderr } = await rotator.call("createSecret", { secret, version: "no-such-version" });
    expect([code, stderr]).toEqual([1, expect.stringContaining("version no-such-version of")]);
  });

  it.each(["dropSecret", "toString", "constructor"])("the step %s", async (step) => {
    const { code, stderr } = await rotator.call(step, { secret: administrator, version: "1" });
    expect([code, stderr]).toEqual([1, expect.stringContaining(`the event is none of a rotation, got: ${step}`)]);
  });
});

it("printed no password, and told none to the server's log", async () => {
  const values = await Promise.all(["one", "two"].map(async (name) => userWithSecret(`quiet_${name}`)));
  for (const secret of values) await rotator.rotate(secret, administrator);
  const passwords = (await Promise.all(values.map((secret) => rotator.valueOf(secret)))).map((one) => one.password);
  for (const password of [...passwords, ADMINISTRATOR]) {
    expect(password.length).toBeGreaterThan(20);
    expect(rotator.output).not.toContain(password);
  }
  // What the server wrote last arrives after its answer.
  while (server.log.split("PASSWORD 'SCRAM-SHA-256$4096:").length <= passwords.length) await pause(50);
  for (const password of passwords) expect(server.log).not.toContain(password);
  expect(rotator.output).not.toContain(FIRST);
});

it("is bundled into the same bytes each time, without a path of this machine", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulwark-bundles-"));
  const [one, two] = ["one", "two"].map((name) => readFileSync(bundleRotation(join(folder, name, "index.js")), "utf8"));
  rmSync(folder, { recursive: true });
  expect(one === two).toBe(true);
  expect(one).not.toContain(process.cwd());
  expect(one).not.toContain("node_modules");
});
