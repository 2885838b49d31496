import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { Outcome } from "../support/engine/engine";
import { runInEngine, throwAwayEngine } from "../support/engine/engine";
import { IMAGE, makeImage, start } from "../support/engine/handmade";
import { worldReadable } from "../support/engine/world-readable";
import { footprint, footprintChanges, type Footprint } from "../support/footprint/footprint";
import { AsLayer, type Answer } from "../support/platform/as-layer";
import { whileListening } from "../support/platform/listening";
import { TestProject } from "../support/platform/project";
import { running } from "../support/platform/running";
import { ORDERS, shopYaml, STOCK, writeShop } from "../support/platform/shop";

const docker = throwAwayEngine();
const SECRETS = "/var/lib/bulwark/shop/secrets";
const GOOD = shopYaml([ORDERS, STOCK]);
let project: TestProject;
/** This repository, where a user without rights may read it. */
let everybodys: string;
let before: Footprint;
let platform: Footprint;
let servers: Readonly<Record<string, string>>;

const machine = () => footprint({ docker, folders: ["/var/lib/bulwark"] });
const yaml = (from: string | RegExp, to: string) => {
  const changed = GOOD.replace(from, to);
  expect(changed).not.toBe(GOOD);
  return project.write("environments/shop.yaml", changed);
};
const up = (name = "shop") => project.bulwark("up", name, "--yes");
const rows = (answers: readonly Answer[]) => answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
const orderNames = async () => rows(await new AsLayer(docker, "shop", "orders").sql(["SELECT name FROM items"]));

/** What the refusal of a command must be: its exit code, its words, and that nothing was touched. */
async function expectRefusal(outcome: Outcome, code: number, ...words: readonly string[]): Promise<void> {
  for (const word of words) expect(outcome.stderr).toContain(word);
  expect(outcome.code).toBe(code);
  expect(outcome.stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  expect(await running(docker, "shop")).toEqual(servers);
  const changes = footprintChanges(platform, await machine());
  expect(
    changes.filter(({ kind }) => !["processes", "images", "cgroups", "mounts", "interfaces"].includes(kind)),
  ).toEqual([]);
}

jest.setTimeout(600_000);

beforeAll(async () => {
  project = await TestProject.empty();
  everybodys = worldReadable();
  before = await machine();
  await makeImage(docker);
  await writeShop(project, [ORDERS, STOCK]);
  await project.succeed("up", "shop");
  await new AsLayer(docker, "shop", "orders").change("INSERT INTO items (name) VALUES ('kept')");
  servers = await running(docker, "shop");
  platform = await machine();
});

afterEach(() => project.write("environments/shop.yaml", GOOD));

afterAll(async () => {
  await project.bulwark("down", "shop", "--volumes", "--yes");
  await docker.getImage(IMAGE).remove({ force: true });
  await project.remove();
});

describe("a YAML file that cannot be right", () => {
  it.each([
    [
      "an unknown key",
      "maxConnections:",
      "maxConections:",
      'line 4, platform.postgres: unknown key "maxConections", did you mean "maxConnections"?',
    ],
    [
      "a wrong type",
      "port: 8001",
      'port: "8001"',
      'line 8, platform.layers.orders.port: got "8001" (text), expected a whole number from 1 to 65535: write 8001 without quotes',
    ],
    [
      "two layers with one name",
      "    stock:",
      "    orders:",
      'line 9, platform.layers.orders: two layers are named "orders", the first on line 8; keep one, or rename one',
    ],
    [
      "a use that there is not",
      "uses: [postgres, redis]",
      "uses: [postgers, redis]",
      'line 8, platform.layers.orders.uses[0]: got "postgers", there is none, did you mean "postgres"?',
    ],
    [
      "a password in it",
      'DRAIN_SECONDS: "0"',
      'DRAIN_SECONDS: "0", DB_PASSWORD: planted',
      "looks like a secret; a secret does not belong into YAML",
    ],
  ])("is refused for %s, with line, path and cure", async (_what, from, to, words) => {
    await yaml(from, to);
    const outcome = await up();
    await expectRefusal(outcome, 2, "shop.yaml is not a valid environment:", words);
    expect(outcome.stderr).not.toContain("planted");
  });

  it("is refused for a cycle in uses, which is shown", async () => {
    await project.write(
      "environments/shop.yaml",
      GOOD.replace(/(orders: .*uses: \[)/, "$1stock, ").replace(/(stock: .*uses: \[)/, "$1orders, "),
    );
    await expectRefusal(await up(), 2, "a cycle: orders -> stock -> orders; take one of these out");
  });

  it("is refused with all that is wrong at once", async () => {
    await project.write(
      "environments/shop.yaml",
      GOOD.replace("memoryMiB: 256", "memoryMib: 256").replace("httpPort: 8080", "httpPort: 80800"),
    );
    await expectRefusal(
      await up(),
      2,
      'line 4, platform.postgres: unknown key "memoryMib"',
      "line 6, platform.haproxy.httpPort: got 80800, at most 65535",
    );
  });

  it("is not refused when it is right", async () => {
    const { code, stdout } = await project.bulwark("plan", "shop");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "shop: no container changes\n" });
  });
});

describe("a name that there is not", () => {
  it.each([
    [
      "an environment",
      ["up", "shpo"],
      "there is no environment 'shpo', did you mean \"shop\"?\nenvironments/ has: shop. Name one of them, or give the path of a YAML file.",
    ],
    ["a file", ["up", "./elsewhere.yaml"], "./elsewhere.yaml does not exist"],
    [
      "a layer",
      ["logs", "shop", "stok"],
      "there is no layer 'stok'; there are: postgres, redis, orders, stock, haproxy",
    ],
    [
      "a secret",
      ["secrets", "shop", "rotate", "way-in-tokn"],
      "shop has no secret 'way-in-tokn', did you mean 'way-in-token'?",
    ],
    ["a command", ["upp", "shop"], "unknown command 'upp'"],
    ["a source of images", ["up", "shop", "--images", "ubuntu"], "Allowed choices are registry, debian."],
  ])("of %s is told with those that there are", async (_what, args, words) => {
    await expectRefusal(await project.bulwark(...args), 2, words);
  });
});

describe("a port that somebody else has", () => {
  it("is refused with the program's name", async () => {
    await yaml("httpsPort: 8443", "httpsPort: 9443");
    const refused = await whileListening(9443, up);
    const holder = /is taken by (.+ \(process \d+\))/.exec(refused.stderr)?.[1];
    expect(holder).toContain(`(process ${process.pid})`);
    await expectRefusal(
      refused,
      3,
      "nothing was changed, because:\n  - port 9443 on 127.0.0.1, which haproxy publishes, is taken by",
    );
    expect(refused.stderr).toContain("stop it, or change the port of haproxy in the YAML");
  });

  it("is refused with the container's name", async () => {
    const host = { PortBindings: { "80/tcp": [{ HostIp: "127.0.0.1", HostPort: "9444" }] } };
    const other = await start(docker, {
      name: "other",
      networks: ["bridge"],
      host,
      config: { ExposedPorts: { "80/tcp": {} } },
    });
    await yaml("httpPort: 8080", "httpPort: 9444");
    const refused = await up();
    await other.remove({ force: true });
    await expectRefusal(
      refused,
      3,
      "port 9444 on 127.0.0.1, which haproxy publishes, is taken by container other; stop it",
    );
  });

  it("is refused to a second environment as well, for both ports at once", async () => {
    await project.write("environments/twin.yaml", GOOD);
    const refused = await up("twin");
    rmSync(project.path("environments/twin.yaml"));
    await expectRefusal(
      refused,
      3,
      "port 8443 on 127.0.0.1, which haproxy publishes, is taken by container shop-haproxy",
      "port 8080 on 127.0.0.1",
    );
    expect(existsSync("/var/lib/bulwark/twin")).toBe(false);
  });
});

describe("an engine that cannot be used", () => {
  it("because there is none, is told with where it was looked for", async () => {
    await yaml("platform:", 'hosts: { main: { docker: "unix:///nonexistent/docker.sock" } }\nplatform:');
    await expectRefusal(
      await up(),
      3,
      "no Docker engine answers at unix:///nonexistent/docker.sock: connect ENOENT",
      "Start it on that host, or correct",
    );
  });

  it("because this user has no right to, is told with how to get it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "bulwark-nobody-"));
    chmodSync(folder, 0o777);
    chmodSync(project.folder, 0o755);
    const nobody = [
      "--reuid=65534",
      "--regid=65534",
      "--clear-groups",
      "env",
      `BULWARK_PROVIDER_MIRROR=${mirrorFor(folder)}`,
    ];
    const own = [
      `HOME=${folder}`,
      `BULWARK_CACHE=${join(folder, "cache")}`,
      process.execPath,
      join(everybodys, "dist/scripts/bulwark.js"),
    ];
    const refused = await project.run("setpriv", [...nobody, ...own, "up", "shop"]);
    rmSync(folder, { recursive: true });
    await expectRefusal(
      refused,
      3,
      "nobody may not use the Docker engine at unix:///var/run/docker.sock (permission denied)",
      "Run: sudo usermod -aG docker nobody",
    );
  });

  /** The provider where another user may read it, so that nothing has to be built first. */
  function mirrorFor(folder: string): string {
    const cached = join(process.env.BULWARK_CACHE ?? join(homedir(), ".cache", "bulwark"), "docker-provider");
    const [newest] = existsSync(cached) ? readdirSync(cached).sort().reverse() : [];
    if (newest) cpSync(join(cached, newest), join(folder, "mirror"), { recursive: true });
    return join(folder, "mirror");
  }
});

describe("networks for which the engine has no addresses", () => {
  it("are refused before anything is made, with how many there is room for", async () => {
    const script = `${process.execPath} ${TestProject.program} up shop; code=$?; docker ps -aq; docker network ls -q | wc -l; exit $code`;
    // An engine of its own, whose pool holds two networks; this platform needs four.
    const pool = ["--address-pool", "base=10.77.0.0/25,size=26"];
    const refused = await runInEngine(["sh", "-c", `cd ${project.folder} && ${script}`], pool);
    expect(refused.stderr).toContain("4 more networks are needed, the engine's address pools have room for 2 (of 2)");
    expect(refused.stderr).toContain('add "default-address-pools" to its daemon.json');
    expect(refused).toMatchObject({ code: 3, stdout: "3\n" });
  });

  it("are refused already when the file asks for more than an engine has that nobody changed", async () => {
    await yaml("platform:", "hosts: { main: { networks: 3 } }\nplatform:");
    await expectRefusal(
      await up(),
      2,
      "the platform needs 4 networks, the engine's address pools hold 3; widen default-address-pools",
    );
  });
});

describe("a secret file that was tampered with", () => {
  const file = (path: string) => join(SECRETS, path);

  it("is mended by up, which says so, and costs nothing but a restart of who reads it", async () => {
    chmodSync(file("999/postgres-superuser"), 0o644);
    for (const uid of ["999", "10001"]) rmSync(file(`${uid}/postgres-orders`));
    const { stdout } = await project.succeed("up", "shop");
    expect(stdout).toContain(`secret ${file("999/postgres-superuser")} was repaired: mode was 0644, must be 0400`);
    expect(stdout).toContain("The files of postgres-orders were missing and have new values.");
    const now = await running(docker, "shop");
    expect(Object.keys(servers).filter((name) => now[name] !== servers[name])).toEqual(["orders/1", "postgres"]);
    expect(await orderNames()).toEqual([[["kept"]]]);
  });

  it("so that a copy differs is not guessed at: nothing is changed before somebody decides", async () => {
    const right = readFileSync(file("10001/redis-orders"), "utf8");
    servers = await running(docker, "shop");
    writeFileSync(file("10001/redis-orders"), "another value");
    platform = await machine();
    const refused = await up();
    await expectRefusal(
      refused,
      1,
      "the copies of the secret 'redis-orders' differ, and nothing says which of them is right",
    );
    expect(refused.stderr).toContain("bulwark secrets shop rotate redis-orders");
    expect(refused.stderr).not.toContain(right);
    await project.succeed("secrets", "shop", "rotate", "redis-orders");
    await project.succeed("secrets", "shop", "check");
  });
});

describe("a data volume of another major version of Postgres", () => {
  const version = async () => join((await docker.getVolume("shop-postgres-data").inspect()).Mountpoint, "PG_VERSION");

  it("is refused before anything is made, with the steps of an upgrade", async () => {
    await project.succeed("down", "shop");
    writeFileSync(await version(), "14\n");
    [servers, platform] = [await running(docker, "shop"), await machine()];
    const words =
      "data volume shop-postgres-data of postgres was written by PostgreSQL 14, the image is 15; dump it with the old image and restore it, or go back to an image of version 14: https://www.postgresql.org/docs/current/upgrading.html";
    await expectRefusal(await up(), 3, "nothing was changed, because:", words);
  });

  it("is taken up again when it is of this one, with every row in it", async () => {
    writeFileSync(await version(), "15\n");
    await project.succeed("up", "shop");
    expect(await orderNames()).toEqual([[["kept"]]]);
  });
});

describe("bulwark down shop --volumes", () => {
  it("asks first, and leaves everything as it is without an answer", async () => {
    [servers, platform] = [await running(docker, "shop"), await machine()];
    await expectRefusal(
      await project.bulwark("down", "shop", "--volumes"),
      1,
      "this removes all data and secrets of shop, for ever",
    );
  });

  it("leaves nothing of the platform", async () => {
    await project.succeed("down", "shop", "--volumes", "--yes");
    expect(footprintChanges(before, await machine()).filter(({ kind }) => kind !== "images")).toEqual([]);
  });
});
