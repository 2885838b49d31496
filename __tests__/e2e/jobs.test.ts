import { throwAwayEngine } from "../support/engine/engine";
import { AsLayer, verdict } from "../support/platform/as-layer";
import { MIGRATION, sqlCommand, writeDepot, type Depot } from "../support/platform/depot";
import { TestProject } from "../support/platform/project";
import { running } from "../support/platform/running";
import { asSuperuser } from "../support/platform/superuser";
import { WayInClient } from "../support/platform/way-in";

const docker = throwAwayEngine();
const FINE: Depot = { migrate: sqlCommand(MIGRATION) };
const BROKEN: Depot = { migrate: sqlCommand("SELECT * FROM nowhere"), logLevel: "warn" };
let project: TestProject;

const sql = (statement: string) => asSuperuser(statement, "platform", "depot-postgres");
const runs = async () => Number(await sql("SELECT count(*) FROM orders.runs"));
const orders = async () => (await running(docker, "depot"))["orders/1"];
const answer = async () =>
  (await new WayInClient(project.path(".bulwark", "depot", "ca.pem")).ask("/v1/items/count")).status;

async function up(depot: Depot) {
  await writeDepot(project, depot);
  return project.bulwark("up", "depot", "--yes");
}

async function succeed(depot: Depot) {
  await writeDepot(project, depot);
  return project.succeed("up", "depot", "--yes");
}

/** When the one container of a path below the platform started and ended. */
async function times(path: string) {
  const label = [`bulwark.environment=depot`, `bulwark.path=platform/${path}`];
  const found = await docker.listContainers({ all: true, filters: { label } });
  expect(found).toHaveLength(1);
  const { State } = await docker.getContainer(found[0]!.Id).inspect();
  return { started: Date.parse(State.StartedAt), ended: Date.parse(State.FinishedAt) };
}

async function becomes(health: string, seconds: number) {
  const deadline = Date.now() + seconds * 1000;
  const now = async () => (await docker.getContainer("depot-ticker-job-tick").inspect()).State.Health!;
  while ((await now()).Status !== health && Date.now() < deadline) await new Promise((done) => setTimeout(done, 1000));
  return now();
}

jest.setTimeout(600_000);

beforeAll(async () => {
  project = await TestProject.empty();
  await succeed(FINE);
});

afterAll(async () => {
  await project.bulwark("down", "depot", "--volumes", "--yes");
  await project.remove();
});

describe("a migration, on the first up", () => {
  const owners = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'orders'";

  it("ran exactly once, before its layer started", async () => {
    expect(await runs()).toBe(1);
    expect((await times("orders/job-migrate")).ended).toBeLessThanOrEqual((await times("orders/1")).started);
  });

  it("waited for a server that was being made, and could not have logged in before", async () => {
    const [waiting, roles] = [await times("orders/job-await.postgres"), await times("postgres/job-roles")];
    expect(waiting.started).toBeLessThan(roles.ended);
    expect(waiting.ended).toBeLessThanOrEqual((await times("orders/job-migrate")).started);
  });

  it("made tables that outlive its login, and in which its layer changes rows alone", async () => {
    expect(await sql(owners)).toBe("orders.owner");
    const layer = new AsLayer(docker, "depot", "orders");
    const statements = ["INSERT INTO items (name) VALUES ('x')", "ALTER TABLE items ADD COLUMN more int"];
    expect((await layer.sql([...statements, "CREATE TABLE own ()"])).map(verdict)).toEqual(["ok", "42501", "42501"]);
  });

  it("takes over the tables that a schema file made before there were migrations", async () => {
    await sql("ALTER TABLE orders.items OWNER TO platform_owner");
    const roles = docker.getContainer("depot-postgres-job-roles");
    await roles.start();
    expect(await roles.wait()).toMatchObject({ StatusCode: 0 });
    expect(await sql(owners)).toBe("orders.owner");
  });

  it("does not run again when nothing has changed", async () => {
    const { stdout } = await succeed(FINE);
    expect(stdout).toMatch(/depot: no changes\s*$/);
    expect(await runs()).toBe(1);
  });
});

describe("an edit of the layer", () => {
  it("runs the migration again, before the new generation starts", async () => {
    const before = await orders();
    await succeed({ ...FINE, logLevel: "debug" });
    expect(await runs()).toBe(2);
    expect(await orders()).not.toBe(before);
    expect((await times("orders/job-migrate")).ended).toBeLessThanOrEqual((await times("orders/1")).started);
  });

  it("of the migration alone runs it again, and leaves the layer as it is", async () => {
    const before = await orders();
    await succeed({ migrate: sqlCommand(`${MIGRATION}; INSERT INTO runs DEFAULT VALUES`), logLevel: "debug" });
    expect(await runs()).toBe(4);
    expect(await orders()).toBe(before);
  });
});

describe("a migration that fails", () => {
  let before: string | undefined;

  beforeAll(async () => {
    before = await orders();
  });

  it.each(["stops the roll with its own words, while the old generation serves on", "stops it again the next time"])(
    "%s",
    async () => {
      const { code, stderr } = await up(BROKEN);
      expect(stderr).toContain('relation "nowhere" does not exist');
      expect(stderr).toMatch(
        /job depot-orders-job-migrate-\w{8} ended with exit code 3, so no new generation of orders/,
      );
      expect(code).toBe(1);
      expect(await orders()).toBe(before);
      expect(await answer()).toBe(200);
    },
  );

  it("is done with when the edit is taken back: the same container serves, and nothing is left to change", async () => {
    const known = await runs();
    await succeed({ ...FINE, logLevel: "debug" });
    expect(await runs()).toBe(known + 1);
    expect(await orders()).toBe(before);
    expect((await succeed({ ...FINE, logLevel: "debug" })).stdout).toMatch(/depot: no changes\s*$/);
  });

  it("by taking too long is ended at its deadline, whatever it started", async () => {
    const endless = ["/bin/sh", "-c", "sleep 600 & sleep 600"];
    const { code, stderr } = await up({ migrate: endless, deadlineSeconds: 2, logLevel: "warn" });
    expect(stderr).toContain("job is ended: it took longer than 2 s");
    expect(stderr).toContain("ended with exit code 124");
    expect(code).toBe(1);
    expect(await orders()).toBe(before);
  });

  it("is done with when it is mended: then the layer rolls", async () => {
    await succeed({ ...FINE, logLevel: "warn" });
    expect(await orders()).not.toBe(before);
    expect(await answer()).toBe(200);
    expect((await succeed({ ...FINE, logLevel: "warn" })).stdout).toMatch(/depot: no changes\s*$/);
  });
});

describe("a scheduled job", () => {
  const logged = async () => (await project.succeed("logs", "depot", "ticker/tick")).stdout;

  it("is healthy and shows when it runs", async () => {
    expect((await becomes("healthy", 90)).Status).toBe("healthy");
    expect((await project.succeed("status", "depot")).stdout).toMatch(/ticker\/tick +1\/1 +healthy +every minute/);
  });

  it("ran at least twice, once in each minute", async () => {
    while (Number(await sql("SELECT count(*) FROM ticker.ticks")) < 2)
      await new Promise((done) => setTimeout(done, 1000));
    const minutes = "SELECT count(*) = count(DISTINCT date_trunc('minute', at)) FROM ticker.ticks";
    expect(await sql(minutes)).toBe("t");
  });

  it("says in its log when a run started and how it ended", async () => {
    const lines = (await logged()).trim().split("\n");
    const said = lines.map((line) => JSON.parse(line.replace(/^\S+ \| /, "")) as Record<string, unknown>);
    expect(said).toContainEqual(expect.objectContaining({ msg: "job started", job: "tick" }));
    expect(said).toContainEqual(expect.objectContaining({ msg: "job ended", job: "tick", exitCode: 0 }));
  });

  it("is unhealthy from a run that failed until one that does not", async () => {
    await sql("ALTER TABLE ticker.ticks RENAME TO hidden");
    const failed = await becomes("unhealthy", 120);
    expect(failed.Status).toBe("unhealthy");
    expect(failed.Log.at(-1)!.Output).toContain("the last run ended with 3 at 2");
    expect(await logged()).toContain('relation "ticks" does not exist');
    expect((await project.bulwark("status", "depot")).code).toBe(1);
    await sql("ALTER TABLE ticker.hidden RENAME TO ticks");
    expect((await becomes("healthy", 120)).Status).toBe("healthy");
  });
});
