import { statusSchema } from "../../../operations/status";
import { startCluster, type Cluster } from "../../support/kubernetes/control-plane";
import { ShopInCluster } from "../../support/kubernetes/environment";
import { SidecarInjector } from "../../support/kubernetes/sidecar-injector";
import type { Outcome } from "../../support/engine/engine";
import { filePlaces, textPlace } from "../../support/leaks/file-places";
import { searchLeaks } from "../../support/leaks/search";
import { TestProject } from "../../support/platform/project";

const QUOTA = "/api/v1/namespaces/shop/resourcequotas/quota";
/** The lab's nodes cannot pull what lies there. */
const UNKNOWN = "unknown.invalid/items:2";

let cluster: Cluster;
let project: TestProject;
let shop: ShopInCluster;
let first: Outcome;

const expectCode = ({ code, stdout, stderr }: Outcome, wanted: number) => {
  if (code !== wanted) process.stderr.write(`${stderr.slice(-4000)}\n${stdout.slice(-2000)}\n`);
  expect(code).toBe(wanted);
};

const valuesOf = async (name: string) =>
  (await shop.copies()).filter((copy) => copy.name === name).map(({ value }) => value);

jest.setTimeout(300_000);

beforeAll(async () => {
  cluster = await startCluster({ nodes: 3 });
  project = await TestProject.empty();
  shop = new ShopInCluster(cluster, project);
  await shop.write();
  first = await shop.up();
});

afterAll(async () => {
  await cluster?.stop();
  await project?.remove();
});

describe("the first up", () => {
  it("brings every component, and says how it is and where it answers", () => {
    expectCode(first, 0);
    expect(first.stdout).toMatch(/^redis +1\/1 +healthy +redis\.shop:6379 \(inside\)$/m);
    expect(first.stdout).toMatch(/^items +2\/2 +healthy +https:\/\/127\.0\.0\.1:\d+\/ +shop\/bulwark-operators/m);
    expect(first.stdout).toContain("shop: applied");
  });

  it("gives a secret one value in all Secrets", async () => {
    const values = await valuesOf("redis-items");
    expect(values.length).toBeGreaterThan(1);
    expect(new Set(values).size).toBe(1);
  });

  it("shows no value of a secret in its words, its files, Terraform's state or Helm's records", async () => {
    const secrets = (await shop.copies()).filter(({ name }) => name !== "ca");
    const said = textPlace("output", first.stdout + first.stderr);
    const places = [said, ...filePlaces(project.folder), ...(await shop.helmPlaces())];
    expect(await searchLeaks({ secrets, places })).toEqual([]);
    const planted = textPlace("planted", `password=${secrets[0]!.value}`);
    expect(await searchLeaks({ secrets, places: [...places, planted] })).toHaveLength(1);
  });

  it("is told by status as well, as its schema says", async () => {
    const { stdout } = await project.succeed("status", "shop", "--format", "json");
    expect(statusSchema.parse(JSON.parse(stdout)).healthy).toBe(true);
  });
});

it("changes nothing the second time, and makes a Secret that is gone of the values that others hold", async () => {
  const [before] = await valuesOf("redis-items");
  await cluster.api.delete("/api/v1/namespaces/shop/secrets/items");
  const again = await shop.up();
  expectCode(again, 0);
  expect(again.stdout).toContain("shop: no changes");
  expect(await shop.names("secrets")).toContain("items");
  expect(new Set(await valuesOf("redis-items"))).toEqual(new Set([before]));
});

describe("images that cannot be pulled", () => {
  let refused: Outcome;

  beforeAll(async () => {
    await shop.edit("registry.test/items:1", UNKNOWN);
    await shop.edit(/$/, `    orders: { image: "unknown.invalid/orders:1", port: 8002 }\n`);
    refused = await shop.up();
  });

  it("are named, each with the kubelet's words, for the upgrade and for the new layer", () => {
    expectCode(refused, 1);
    expect(refused.stderr).toContain("items: its image cannot be pulled");
    expect(refused.stderr).toContain(`Failed to pull image "${UNKNOWN}"`);
    expect(refused.stderr).toContain("Serving: the revision before, 2 pods ready");
    expect(refused.stderr).toContain('Failed to pull image "unknown.invalid/orders:1"');
    expect(refused.stderr).toContain("Serving: nothing: it was not installed before");
    expect(refused.stderr).not.toMatch(/^ +redis: /m);
  });

  it("leave the pods of the revision before, ready", async () => {
    expect(await shop.readyImages("items")).toEqual(["registry.test/items:1", "registry.test/items:1"]);
    expect(await shop.readyImages("orders")).toEqual([]);
  });

  it("are not noted as done: the plan still holds them", async () => {
    const { stdout } = await project.succeed("plan", "shop");
    expect(stdout).toMatch(/^items +upgraded/m);
    expect(stdout).toMatch(/^orders +created/m);
    expect(stdout).toContain("2 releases stay as they are");
  });

  it("can be corrected", async () => {
    await shop.edit(UNKNOWN, "registry.test/items:3");
    await shop.edit("unknown.invalid/orders:1", "registry.test/orders:1");
    expectCode(await shop.up(), 0);
    expect(await shop.readyImages("items")).toEqual(["registry.test/items:3", "registry.test/items:3"]);
    expect(await shop.readyImages("orders")).toEqual(["registry.test/orders:1"]);
  });
});

it("names a quota that lets no pod in, and what still serves", async () => {
  const { spec } = await cluster.api.get<{ readonly spec: { readonly hard: { readonly pods: string } } }>(QUOTA);
  const pods = await shop.names("pods");
  await cluster.api.patch(QUOTA, { spec: { hard: { pods: `${pods.length}` } } });
  await shop.edit("registry.test/items:3", "registry.test/items:4");
  const refused = await shop.up();
  await cluster.api.patch(QUOTA, { spec: { hard: { pods: spec.hard.pods } } });
  expectCode(refused, 1);
  expect(refused.stderr).toContain("items: its pods were refused by a quota of the namespace");
  expect(refused.stderr).toContain("exceeded quota: quota");
  expect(await shop.readyImages("items")).toEqual(["registry.test/items:3", "registry.test/items:3"]);
});

it("names Pod Security when something in the cluster changes the pods", async () => {
  const injector = await SidecarInjector.into(cluster, "shop");
  const refused = await shop.up();
  await injector.remove();
  expectCode(refused, 1);
  expect(refused.stderr).toContain("items: its pods were refused by Pod Security");
  expect(refused.stderr).toContain('violates PodSecurity "restricted:latest"');
  expect(refused.stderr).toContain("Serving: the revision before, 2 pods ready");
});

it("leaves a release alone that a killed run left half done, and says how it goes on", async () => {
  const record = await shop.newestRecord("items");
  const mark = (status: string) =>
    cluster.api.patch(`/api/v1/namespaces/shop/secrets/${record}`, { metadata: { labels: { status } } });
  await mark("pending-upgrade");
  const refused = await shop.up();
  await mark("deployed");
  expectCode(refused, 1);
  expect(refused.stderr).toContain(`kubectl -n shop delete secret ${record}`);
});

it("names the contexts that there are when the wanted one is not among them", async () => {
  await shop.edit(`context: ${cluster.context}`, "context: elsewhere");
  const refused = await project.bulwark("status", "shop");
  await shop.edit("context: elsewhere", `context: ${cluster.context}`);
  expectCode(refused, 3);
  expect(refused.stderr).toContain(`has no context 'elsewhere'; it has: ${cluster.context}`);
});

it("says what to type in place of a verb that does not exist here", async () => {
  const refused = await project.bulwark("logs", "shop", "items");
  expectCode(refused, 2);
  expect(refused.stderr).toContain("-n shop logs -l app.kubernetes.io/name=items");
});

describe("down", () => {
  it("leaves the data, and the Secrets that it knows, and nothing that runs", async () => {
    const { stdout } = await project.succeed("down", "shop");
    const claims = await shop.names("persistentvolumeclaims");
    expect(claims).toHaveLength(1);
    expect(stdout).toContain(claims[0]);
    expect(await shop.names("services")).toEqual([]);
    expect(await shop.names("secrets")).toContain("redis");
  });

  it("leaves nothing when volumes are to go as well", async () => {
    await project.succeed("down", "shop", "--volumes", "--yes");
    const namespaces = await cluster.api.list("/api/v1/namespaces");
    expect(namespaces.map(({ metadata }) => metadata.name)).not.toContain("shop");
    const left = (await cluster.api.list("/api/v1/persistentvolumeclaims")).length;
    expect(left + (await cluster.api.list("/api/v1/secrets")).length).toBe(0);
  });
});
