import { reviewSchema } from "../../../review/formats/json";
import { startCluster, type Cluster } from "../../support/kubernetes/control-plane";
import { ShopInCluster } from "../../support/kubernetes/environment";
import { TestProject } from "../../support/platform/project";

let cluster: Cluster;
let project: TestProject;
let shop: ShopInCluster;

jest.setTimeout(300_000);

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2 });
  project = await TestProject.empty();
  shop = new ShopInCluster(cluster, project);
  await shop.write();
});

afterAll(async () => {
  await cluster?.stop();
  await project?.remove();
});

async function planned(folder: string) {
  await project.succeed("plan", "shop", "--save", folder);
  const { code, stdout } = await project.bulwark("review", "--plan", folder, "--format", "json");
  return { code, ...reviewSchema.parse(JSON.parse(stdout)) };
}

const apply = (digest: string, plans: string) =>
  project.bulwark("up", "shop", "--yes", "--reviewed", digest, "--plans", plans);

describe("a plan of a cluster that was reviewed", () => {
  it("is refused while the namespaces are missing, and nothing is made", async () => {
    const { digest } = await planned("new");
    const { code, stderr } = await apply(digest, "new");
    expect([code, stderr]).toEqual([1, expect.stringContaining("the cluster has no namespaces")]);
    expect((await shop.up()).code).toBe(0);
  });

  it("shows the objects that change, covers the charts, and is refused once the environment is another one", async () => {
    await shop.edit("registry.test/items:1", "registry.test/items:2");
    const { digest, rendered, inputs } = await planned("next");
    expect(rendered.map(({ object }) => object)).toContain("Deployment/shop/items");
    expect(inputs.filter(({ name }) => name.includes("chart ")).length).toBeGreaterThan(0);
    await shop.edit("registry.test/items:2", "registry.test/items:3");
    const { code, stderr } = await apply(digest, "next");
    expect([code, stderr]).toEqual([1, expect.stringMatching(/- environment: .*\n.*- synthesized: /)]);
  });

  it("is applied as it was shown, and is no plan for a second time", async () => {
    await shop.edit("registry.test/items:3", "registry.test/items:2");
    const { digest } = await planned("next");
    const { code, stderr, stdout } = await apply(digest, "next");
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    expect(stdout).toContain("shop: applied");
    const again = await apply(digest, "next");
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining("- state: ")]);
    expect(await planned("last")).toMatchObject({ changes: [] });
  });
});
