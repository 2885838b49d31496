import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { throwAwayEngine } from "../support/engine/engine";
import { enginePlaces } from "../support/leaks/engine-places";
import { filePlaces } from "../support/leaks/file-places";
import { searchLeaks } from "../support/leaks/search";
import { AsLayer, verdict } from "../support/platform/as-layer";
import { TestProject } from "../support/platform/project";
import { secretValues } from "../support/platform/secret-values";
import { PLANTED, fill, postgresContent, redis, redisContent, sql, writeVault } from "../support/platform/vault";
import type { BackupResult } from "../../operations/backup";

const docker = throwAwayEngine();
const directory = mkdtempSync(join(tmpdir(), "backups-"));
const repository = join(directory, "vault");

let project: TestProject;
let postgresBefore: Awaited<ReturnType<typeof postgresContent>>;
let redisBefore: string;
let made: BackupResult;

/** The files below a volume of the environment, as the host sees them. */
async function filesIn(volume: string): Promise<readonly string[]> {
  const { Mountpoint } = await docker.getVolume(volume).inspect();
  const all = readdirSync(Mountpoint, { recursive: true, encoding: "utf8" });
  return all.filter((name) => statSync(join(Mountpoint, name)).isFile());
}

const dumps = async () =>
  [...(await filesIn("vault-postgres-backup")), ...(await filesIn("vault-redis-backup"))].filter(
    (name) => name !== "status",
  );

const inContainer = async (name: string, ...command: readonly string[]) =>
  project.run("docker", ["exec", name, ...command]);

const metrics = async () =>
  (await inContainer("vault-backup", "wget", "-q", "-O", "-", "http://127.0.0.1:9100/metrics")).stdout;

const plantedIn = (path: string) =>
  searchLeaks({ secrets: [{ name: "row", value: PLANTED }], places: filePlaces(path) });

jest.setTimeout(300_000);

beforeAll(async () => {
  project = await TestProject.empty();
  await writeVault(project, { directory });
  await project.succeed("up", "vault", "--yes");
  await fill();
  postgresBefore = await postgresContent();
  redisBefore = redisContent();
  made = JSON.parse((await project.succeed("backup", "vault", "--format", "json")).stdout) as BackupResult;
});

afterAll(async () => {
  await project.bulwark("down", "vault", "--volumes", "--yes");
  await project.remove();
  rmSync(directory, { recursive: true, force: true });
});

describe("a backup", () => {
  it("is of everything that keeps data, and of the settings", () => {
    expect(made.snapshot?.sources).toEqual(["configuration", "postgres", "redis"]);
  });

  it("leaves no dump behind", async () => {
    expect(await dumps()).toEqual([]);
  });

  it("is not readable without its password, unlike a dump", async () => {
    expect(await plantedIn(repository)).toEqual([]);
    expect((await inContainer("vault-postgres-job-dump", "/bin/sh", "/config/keep-dump.sh")).code).toBe(0);
    const { Mountpoint } = await docker.getVolume("vault-postgres-backup").inspect();
    expect(await plantedIn(Mountpoint)).not.toEqual([]);
  });

  it("lies in a folder of the host that is its user's alone", () => {
    const { mode, uid } = statSync(repository);
    expect([(mode & 0o777).toString(8), uid]).toEqual(["700", 10002]);
  });

  it("is found whole", async () => {
    expect((await project.succeed("backup", "vault", "--check")).stdout).toContain("the repository is whole");
  });

  it("gives back the settings as they were written", async () => {
    await project.succeed("restore", "vault", "--settings", "saved.yaml");
    expect(await project.read("saved.yaml")).toBe(await project.read("environments/vault.yaml"));
  });

  it("goes on with new passwords of the servers, and never gets another key by the way", async () => {
    const { code, stderr } = await project.bulwark("secrets", "vault", "rotate", "backup-password");
    expect([code, stderr]).toEqual([2, expect.stringContaining("could not be read any more")]);
    await project.succeed("secrets", "vault", "rotate", "postgres-backup", "redis-backup");
    await project.succeed("backup", "vault");
  });

  it("shows no secret in what the engine tells of containers, nor in their logs", async () => {
    const secrets = secretValues("vault");
    expect(secrets.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["backup-password", "postgres-backup", "redis-backup"]),
    );
    expect(await searchLeaks({ secrets, places: enginePlaces(docker) })).toEqual([]);
  });
});

describe("a restore", () => {
  it("is refused where there is data, and says what", async () => {
    const { code, stderr } = await project.bulwark("restore", "vault", "--yes");
    expect(code).toBe(1);
    expect(stderr).toContain("postgres: table orders.customers, table orders.guarded, table orders.orders");
    expect(stderr).toContain("redis: 8 keys in db0");
    expect(stderr).toContain("--overwrite");
  });

  it("brings back every table, row, sequence, key and time to live into servers that were made anew", async () => {
    const kept = join(directory, "password");
    writeFileSync(kept, readFileSync(made.password));
    await project.succeed("down", "vault", "--volumes", "--yes");
    expect(existsSync(made.password)).toBe(false);
    await writeVault(project, { directory, passwordFile: kept });
    await project.succeed("up", "vault", "--yes");
    expect(await sql("SELECT count(*) FROM orders.orders")).toBe("0");
    expect(redisContent()).not.toBe(redisBefore);
    await project.succeed("restore", "vault");
    expect(await postgresContent()).toEqual(postgresBefore);
    expect(redisContent()).toBe(redisBefore);
  });

  it("gives a layer the rights that it had", async () => {
    const layer = new AsLayer(docker, "vault", "orders");
    const statements = [
      "INSERT INTO customers (name) VALUES ('new')",
      "SELECT count(*) FROM orders",
      "DROP TABLE orders",
    ];
    expect((await layer.sql(statements)).map(verdict)).toEqual(["ok", "ok", "42501"]);
    expect((await layer.redis([["GET", "orders:lasting"]])).map(verdict)).toEqual(["ok"]);
  });

  it("takes the place of what is there when it is told to", async () => {
    await sql("UPDATE orders.orders SET note = 'changed' WHERE id = 1; CREATE TABLE orders.later ()");
    redis("DEL orders:hash", "SET orders:later value");
    expect(await postgresContent()).not.toEqual(postgresBefore);
    expect(redisContent()).not.toBe(redisBefore);
    await project.succeed("restore", "vault", "--overwrite", "--yes");
    expect(await postgresContent()).toEqual(postgresBefore);
    expect(redisContent()).toBe(redisBefore);
    expect(await dumps()).toEqual([]);
  });

  it("lasts: Redis has it after a restart, from its append-only file", async () => {
    await docker.getContainer("vault-redis").restart();
    expect(redisContent()).toBe(redisBefore);
  });
});

describe("a repository in which bits have turned", () => {
  /** What each file of data held, by its path. */
  let whole: ReadonlyMap<string, Buffer>;

  beforeAll(() => {
    const folder = join(repository, "data");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
    whole = new Map(files.filter((file) => statSync(file).isFile()).map((file) => [file, readFileSync(file)]));
    for (const [file, content] of whole) {
      const damaged = Buffer.from(content);
      damaged[Math.floor(content.length / 2)]! ^= 1;
      writeFileSync(file, damaged);
    }
  });

  afterAll(() => whole.forEach((content, file) => writeFileSync(file, content)));

  it("is noticed by a check", async () => {
    const { code, stderr } = await project.bulwark("backup", "vault", "--check");
    expect(code).toBe(1);
    expect(stderr).toContain("the repository is damaged");
  });

  it("is noticed by a restore, before anything is changed", async () => {
    await sql("UPDATE orders.orders SET note = 'changed' WHERE id = 1");
    const now = await postgresContent();
    const { code, stderr } = await project.bulwark("restore", "vault", "--overwrite", "--yes");
    expect(code).toBe(4);
    expect(stderr).toContain("nothing was restored");
    expect(await postgresContent()).toEqual(now);
    expect(redisContent()).toBe(redisBefore);
    expect(await dumps()).toEqual([]);
  });
});

describe("a run in which a dump fails", () => {
  const run = (name: string, ...args: readonly string[]) => inContainer(name, "/bin/sh", ...args);

  afterAll(() => sql('ALTER ROLE "backup" LOGIN'));

  it("has failed, saves the others, and tells Prometheus", async () => {
    await sql('ALTER ROLE "backup" NOLOGIN');
    expect((await run("vault-postgres-job-dump", "/config/keep-dump.sh")).code).not.toBe(0);
    expect((await run("vault-redis-job-dump", "/config/keep-dump.sh")).code).toBe(0);
    const { code, stderr } = await run("vault-backup-job-save", "/config/backup.sh", "scheduled");
    expect(code).toBe(1);
    expect(stderr).toContain("not saved, because its dump failed or did not come: postgres");
    expect(await metrics()).toMatch(/^backup_last_run_success 0$/m);
    expect(await dumps()).toEqual([]);
  });

  it("leaves a backup that is not restored, since it holds not everything", async () => {
    const { code, stderr } = await project.bulwark("restore", "vault", "--overwrite", "--yes");
    expect(code).toBe(1);
    expect(stderr).toMatch(/backup \w+ holds nothing of postgres, and nothing was changed/);
  });
});

describe("the schedule", () => {
  const listed = async () => {
    const { stdout } = await project.succeed("restore", "vault", "--list", "--format", "json");
    return (JSON.parse(stdout) as { snapshots: readonly { id: string }[] }).snapshots.map(({ id }) => id);
  };

  it("makes a backup by itself, and tells Prometheus when", async () => {
    const known = new Set(await listed());
    await writeVault(project, {
      directory,
      schedule: "{ everyMinutes: 1 }",
      passwordFile: join(directory, "password"),
    });
    await project.succeed("up", "vault", "--yes");
    const began = Math.floor(Date.now() / 1000);
    let text = "";
    while (!/^backup_last_run_success 1$/m.test(text) && Date.now() / 1000 < began + 150) {
      await new Promise((done) => setTimeout(done, 1000));
      text = await metrics();
    }
    expect(text).toMatch(/^backup_last_run_success 1$/m);
    for (const source of ["postgres", "redis", "configuration"]) {
      const [, seconds] = new RegExp(`^backup_last_success_timestamp_seconds{source="${source}"} (\\S+)$`, "m").exec(
        text,
      )!;
      expect(Number(seconds)).toBeGreaterThanOrEqual(began - 5);
    }
    expect((await listed()).filter((id) => !known.has(id))).not.toEqual([]);
  });
});
