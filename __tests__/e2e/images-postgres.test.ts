import { randomUUID } from "node:crypto";
import { throwAwayEngine } from "../support/engine/engine";
import { builtImage } from "../support/images/built";
import { Database, inPlaceScript, PASSWORD, passwordFile } from "../support/images/database";
import { logsOf, outcome } from "../support/images/hardened";

const docker = throwAwayEngine();
let image = "";
let secret = "";
const databases: Database[] = [];
const database = (binds: readonly string[] = []) => {
  const made = new Database(docker, image, secret, binds);
  databases.push(made);
  return made;
};

jest.setTimeout(120_000);
beforeAll(async () => {
  image = await builtImage(docker, "postgres");
  secret = await passwordFile();
});
afterEach(() => Promise.all(databases.splice(0).map((one) => one.remove())));

describe("the first start", () => {
  it("makes the role, the database and checksums, and demands the password", async () => {
    const postgres = database();
    await postgres.start("-c", "max_connections=21");
    await postgres.ready();
    const facts =
      "select current_user, current_database(), current_setting('data_checksums'), current_setting('max_connections')";
    expect(await postgres.sql(facts)).toEqual({ code: 0, output: "owner|app|on|21\n" });
    expect(await postgres.sql("select 1", "wrong")).toMatchObject({ code: 2 });
    expect((await postgres.exec("psql", "-wU", "owner", "app")).output).toContain("no password supplied");
  });

  it("shows the password to no process and to no log", async () => {
    const postgres = database();
    const container = await postgres.start("-c", "log_statement=all");
    await postgres.ready();
    const seen = await postgres.exec("sh", "-c", "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline");
    expect(seen.output).toContain("POSTGRES_DB=app");
    expect(`${seen.output}${await logsOf(container)}`).not.toContain(PASSWORD);
  });

  it("gives the socket folder to a volume that others mount", async () => {
    const postgres = database();
    await postgres.start();
    await postgres.ready();
    const entrypoint = ["pg_isready", "-h", "/var/run/postgresql"];
    const neighbour = { entrypoint, binds: [`${postgres.sockets}:/var/run/postgresql:ro`] };
    expect((await outcome(docker, image, neighbour)).output).toContain("accepting connections");
  });

  it("keeps its data when it starts again on the same volume", async () => {
    const postgres = database();
    await postgres.start();
    await postgres.ready();
    await postgres.sql("create table kept as select 7 as n");
    expect(await postgres.stop()).toBe(0);
    await postgres.start();
    await postgres.ready();
    expect((await postgres.sql("select n from kept")).output).toBe("7\n");
  });
});

describe("a crash during the first start", () => {
  it.each([
    "creating configuration files",
    "running bootstrap script",
    "syncing data to disk",
    "ready to accept connections",
  ])("at '%s' leaves nothing behind that the next start trips over", async (moment) => {
    const postgres = database();
    await postgres.start();
    await postgres.killWhen(moment);
    await postgres.start();
    await postgres.ready();
    expect((await postgres.sql("select current_setting('data_checksums')")).output).toBe("on\n");
    expect((await postgres.exec("ls", "-A", "/var/lib/postgresql/data")).output).not.toContain("bulwark-init");
  });

  it("leaves a cluster without its role where the cluster is made in place (control)", async () => {
    const postgres = database([`${await inPlaceScript()}:/usr/local/bin/docker-entrypoint.sh:ro`]);
    await postgres.start();
    await postgres.killWhen("cluster made");
    await postgres.start();
    await postgres.ready();
    expect((await postgres.sql("select 1")).output).toContain('role "owner" does not exist');
  });

  it("while the finished cluster moves into place is continued, not begun anew", async () => {
    const postgres = database();
    await postgres.start();
    await postgres.ready();
    await postgres.sql("create table kept as select 7 as n");
    await postgres.stop();
    const half =
      "cd /var/lib/postgresql/data; mkdir -m 700 .bulwark-init; touch .bulwark-init/.complete; mv base global PG_VERSION .bulwark-init";
    await postgres.onVolume(half);
    await postgres.start();
    await postgres.ready();
    expect((await postgres.sql("select n from kept")).output).toBe("7\n");
  });

  it("repeats a script that was interrupted", async () => {
    const scripts = `scripts-${randomUUID()}`;
    const script = "echo 'create table once (n int); select pg_sleep(3);' > /scripts/1.sql";
    await outcome(docker, image, { entrypoint: ["sh", "-c", script], binds: [`${scripts}:/scripts`], user: "0:0" });
    const postgres = database([`${scripts}:/docker-entrypoint-initdb.d:ro`]);
    await postgres.start("-c", "log_connections=on");
    await postgres.killWhen("database=app");
    await postgres.start();
    await postgres.ready();
    expect((await postgres.sql("select count(*) from once")).output).toBe("0\n");
    await postgres.remove();
    await docker.getVolume(scripts).remove();
  });
});

describe("wrong input", () => {
  const first = (environment: readonly string[]) => outcome(docker, image, { environment });

  it("names the missing password", async () => {
    const { code, output } = await first([]);
    expect(code).toBe(1);
    expect(output).toContain("no password for the first start; set POSTGRES_PASSWORD_FILE");
  });

  it("refuses a value and a file for the same variable", async () => {
    const { output } = await first(["POSTGRES_DB=a", "POSTGRES_DB_FILE=/b", "POSTGRES_PASSWORD=c"]);
    expect(output).toContain("both POSTGRES_DB and POSTGRES_DB_FILE are set; keep one of them");
  });

  it("refuses to run as root", async () => {
    const { code, output } = await outcome(docker, image, { user: "0:0" });
    expect(code).toBe(1);
    expect(output).toContain("this runs as root; start the container as user 999:999");
  });

  it("touches no volume that holds something else", async () => {
    const postgres = database();
    await postgres.onVolume("echo mine > /var/lib/postgresql/data/notes");
    const container = await postgres.start();
    expect(await container.wait()).toMatchObject({ StatusCode: 1 });
    expect(await logsOf(container)).toContain("holds no cluster but is not empty (notes)");
  });
});
