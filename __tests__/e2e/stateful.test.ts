import { throwAwayEngine } from "../support/engine/engine";
import { eventually, logsOf } from "../support/images/hardened";
import { AsLayer } from "../support/platform/as-layer";
import { Endings } from "../support/platform/endings";
import { changesOf, planOf, volumesIn } from "../support/platform/plan-json";
import { TestProject } from "../support/platform/project";
import { writeRenamedServers } from "../support/platform/renamed-servers";
import { running } from "../support/platform/running";
import { ORDERS, STOCK, shopYaml, writeShop, type ShopLayer } from "../support/platform/shop";
import { asSuperuser } from "../support/platform/superuser";

const docker = throwAwayEngine();
const KILLED = 137;
const CLEAN_START = "database system was shut down at";
const RECOVERY = "was not properly shut down; automatic recovery in progress";
const CART: ShopLayer = { ...ORDERS, name: "cart" };
const VOLUMES = ["shop-postgres-data", "shop-redis-data"];
let project: TestProject;
let endings: Endings;
/** What was written, in order: a row and a key each time. */
const written: string[] = [];

const storing = (text: string) => text.replace("redis: { memoryMiB: 64 }", "redis: { memoryMiB: 64, purpose: store }");
const write = (text: string) => project.write("environments/shop.yaml", text);
const up = (...options: readonly string[]) => project.succeed("up", "shop", ...options);
const logOf = (name: string) => logsOf(docker.getContainer(name));
const dataVolumes = async () => {
  const { Volumes } = await docker.listVolumes();
  return Volumes.map(({ Name }) => Name)
    .filter((name) => /^shop-.*-data$/.test(name))
    .sort();
};

/** As a layer, with its own account: a row into its table, a key under its prefix. */
async function store(layer: string, value: string): Promise<void> {
  written.push(value);
  const self = new AsLayer(docker, "shop", layer);
  expect(await self.change(`INSERT INTO items (name) VALUES ('${value}')`)).toMatchObject([{ ok: true }]);
  expect(await self.redis([["RPUSH", "orders:values", value]])).toMatchObject([{ ok: true }]);
}

/** What is there as the layer sees it: everything that was ever written, from both servers. */
async function expectEverything(layer: string): Promise<void> {
  const self = new AsLayer(docker, "shop", layer);
  expect(await self.sql(["SELECT name FROM items ORDER BY id"])).toEqual([
    { ok: true, value: written.map((value) => [value]) },
  ]);
  expect(await self.redis([["LRANGE", "orders:values", "0", "-1"]])).toEqual([{ ok: true, value: written }]);
  expect(await dataVolumes()).toEqual(VOLUMES);
}

/** Terraform itself, in the stack's folder, with what `bulwark env` found out. */
async function terraform(...args: readonly string[]): Promise<string> {
  const line = `eval "$0" && exec terraform -chdir=cdktf.out/stacks/shop "$@"`;
  const { code, stdout, stderr } = await project.run("sh", ["-c", line, exported, ...args]);
  if (code !== 0) process.stderr.write(`${stderr}\n`);
  expect(code).toBe(0);
  return stdout;
}
let exported: string;

jest.setTimeout(600_000);

beforeAll(async () => {
  project = await TestProject.empty();
  endings = await Endings.watch(docker);
  await writeShop(project, [ORDERS, STOCK]);
  await write(storing(shopYaml([ORDERS, STOCK])));
  await up();
  await store("orders", "first");
});

afterAll(async () => {
  endings.stop();
  await project.bulwark("down", "shop", "--volumes", "--yes");
  await project.remove();
});

describe("an edit that replaces Postgres and Redis", () => {
  beforeAll(async () => {
    const text = storing(shopYaml([ORDERS, STOCK]));
    await write(text.replace("maxConnections: 20", "maxConnections: 21").replace("memoryMiB: 64,", "memoryMiB: 72,"));
  });

  it("is planned as stop, then start, on addresses and volumes that stay", async () => {
    const plan = await planOf(project, "shop");
    expect(changesOf(plan)).toEqual(
      expect.arrayContaining([
        "docker_container.platform_postgres: delete create",
        "docker_container.platform_redis: delete create",
      ]),
    );
    expect(volumesIn(plan)).toEqual([]);
  });

  it("stops both with grace: no kill, no recovery, nothing lost", async () => {
    await up();
    expect(endings.take("shop-postgres")).toEqual([0]);
    expect(endings.take("shop-redis")).toEqual([0]);
    expect(await logOf("shop-postgres")).toContain(CLEAN_START);
    expect(await logOf("shop-postgres")).not.toContain(RECOVERY);
    await expectEverything("orders");
  });

  it("lands in the server that runs now", async () => {
    expect(await asSuperuser("SHOW max_connections")).toBe("21");
    expect((await docker.getContainer("shop-redis").inspect()).HostConfig.Memory).toBe(72 * 1024 * 1024);
  });

  it("is told beforehand the next time, with how long they were away", async () => {
    await project.edit("environments/shop.yaml", "maxConnections: 21", "maxConnections: 22");
    const { stdout } = await project.succeed("plan", "shop");
    expect(stdout).toMatch(
      /^postgres +restarts, away \d+(\.\d)? s the last time +docker_container\.platform_postgres$/m,
    );
    expect(stdout).not.toMatch(/^redis/m);
    await project.edit("environments/shop.yaml", "maxConnections: 22", "maxConnections: 21");
  });
});

describe("SIGKILL, the control", () => {
  it.each(["shop-postgres", "shop-redis"])("is seen in how %s ends", async (name) => {
    const started = (await docker.getContainer(name).inspect()).State;
    process.kill(started.Pid, "SIGKILL");
    await eventually(async () => {
      const { State } = await docker.getContainer(name).inspect();
      return State.StartedAt !== started.StartedAt && State.Health?.Status === "healthy";
    });
    expect(endings.take(name)).toEqual([KILLED]);
  });

  it("makes Postgres recover at the next start, and loses nothing that was acknowledged", async () => {
    expect(await logOf("shop-postgres")).toContain(RECOVERY);
    await expectEverything("orders");
  });

  it("would be seen in a plan, if a volume were in it", () => {
    const change = { address: "docker_volume.data", type: "docker_volume", change: { actions: ["no-op"] } };
    expect(volumesIn({ resource_changes: [change] })).toEqual(["docker_volume.data"]);
    expect(volumesIn({ prior_state: { values: { root_module: { resources: [change] } } } })).toHaveLength(1);
  });
});

describe("a layer that is renamed", () => {
  const renamed = () =>
    storing(shopYaml([CART, STOCK])).replace("cart: { image", "cart: { renamedFrom: [orders], image");

  it("is moved, not removed: nobody has to confirm anything, and no server is touched", async () => {
    const { "orders/1": _old, ...others } = await running(docker, "shop");
    await write(
      renamed().replace("maxConnections: 20", "maxConnections: 21").replace("memoryMiB: 64,", "memoryMiB: 72,"),
    );
    const plan = await planOf(project, "shop");
    expect(plan.resource_changes).toContainEqual(
      expect.objectContaining({
        address: "docker_container.platform_cart_1",
        previous_address: "docker_container.platform_orders_1",
      }),
    );
    expect(volumesIn(plan)).toEqual([]);
    await up();
    const { "cart/1": moved, ...now } = await running(docker, "shop");
    expect(moved).toMatch(/ since /);
    expect(now).toEqual(others);
  });

  it("keeps its rows, its keys and its accounts, and goes on writing", async () => {
    await store("cart", "as cart");
    await expectEverything("cart");
    expect(await asSuperuser("SELECT rolname FROM pg_roles WHERE rolcanlogin ORDER BY 1")).toBe(
      "orders\npostgres\nstock",
    );
    expect(await asSuperuser("SELECT count(*) FROM pg_namespace WHERE nspname = 'cart'")).toBe("0");
  });

  it("finds everything when it has its old name back", async () => {
    await write(storing(shopYaml([ORDERS, STOCK])));
    await up("--yes");
    await expectEverything("orders");
  });
});

describe("what is taken out of the YAML", () => {
  it("leaves its data: both servers, and every layer that used them", async () => {
    const without = storing(shopYaml([STOCK]))
      .replace(/^ {2}(postgres|redis):.*\n/gm, "")
      .replace("uses: [postgres, redis], ", "");
    await write(without);
    const plan = await planOf(project, "shop");
    expect(changesOf(plan)).toContain("docker_container.platform_postgres: delete");
    expect(volumesIn(plan)).toEqual([]);
    await up("--yes");
    expect(Object.keys(await running(docker, "shop"))).toEqual(["haproxy", "stock/1"]);
    expect(await dataVolumes()).toEqual(VOLUMES);
  });

  it("finds its data when it comes back", async () => {
    await write(storing(shopYaml([ORDERS, STOCK])));
    await up();
    await expectEverything("orders");
    await store("orders", "after it came back");
  });
});

describe("servers that a stack of one's own renames", () => {
  beforeAll(async () => {
    exported = (await project.succeed("env", "shop")).stdout;
    endings.take("shop-postgres");
    endings.take("shop-redis");
  });

  it("are replaced at their new address, one after the other on one volume, with all that was in it", async () => {
    writeRenamedServers(project);
    await terraform("init", "-input=false");
    const said = await terraform("apply", "-auto-approve", "-input=false", "-no-color");
    expect(said).toContain("(moved from docker_container.platform_postgres)");
    expect(said).toContain("docker_container.platform_database must be replaced");
    expect(endings.take("shop-postgres")).toEqual([0]);
    expect(endings.take("shop-redis")).toEqual([0]);
    expect(Object.keys(await running(docker, "shop"))).toEqual(["database", "orders/1", "store"]);
    expect(await logOf("shop-postgres")).toContain(CLEAN_START);
    await expectEverything("orders");
  });

  it("never run two on one volume when the rename is taken back without a word: at worst a name is taken", async () => {
    const first = await project.bulwark("up", "shop", "--yes");
    expect(first.code === 0 ? "fine" : first.stderr).toMatch(/^fine$|Conflict\. The container name/);
    await up("--yes");
    expect(endings.take("shop-postgres")).toEqual([0]);
    expect(endings.take("shop-redis")).toEqual([0]);
    expect(await logOf("shop-postgres")).toContain(CLEAN_START);
    await expectEverything("orders");
  });

  it("lose nothing to terraform destroy", async () => {
    await terraform("destroy", "-auto-approve", "-input=false", "-no-color");
    expect(await running(docker, "shop")).toEqual({});
    expect(await dataVolumes()).toEqual(VOLUMES);
    expect(endings.take("shop-postgres")).toEqual([0]);
    expect(endings.take("shop-redis")).toEqual([0]);
  });
});

describe("bulwark down", () => {
  it("finds what terraform destroy left, says which data it keeps, and stops with grace", async () => {
    await up();
    await expectEverything("orders");
    const { stdout } = await project.succeed("down", "shop");
    expect(stdout).toBe(`shop: removed; kept the data volumes ${VOLUMES.join(", ")}\n`);
    expect(await dataVolumes()).toEqual(VOLUMES);
    expect(endings.take("shop-postgres")).toEqual([0]);
  });
});
