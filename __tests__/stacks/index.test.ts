import { App } from "cdktf";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addStacks } from "../../stacks";
import { environmentOf } from "../support/constructs/environments";

const outdir = mkdtempSync(join(tmpdir(), "bulwark-stacks-"));
afterAll(() => rmSync(outdir, { recursive: true }));

const aws = { accountId: "123456789012", region: "eu-west-1" };
const network = { cidr: "10.20.0.0/16" };

/** The stacks of environments, in the order in which they are added. */
function stacksOf(environments: Readonly<Record<string, object>>): readonly string[] {
  const app = new App({ stackTraces: false, outdir });
  for (const [name, settings] of Object.entries(environments)) {
    addStacks(app, { environment: environmentOf(name, settings), builtImages: {} });
  }
  return app.node.children.map(({ node }) => node.id);
}

it("an environment on one Docker host is one stack, named like it", () => {
  expect(stacksOf({ shop: {}, blog: {} })).toEqual(["shop", "blog"]);
});

it("an environment that says its account alone is one stack as well", () => {
  expect(stacksOf({ shop: { aws } })).toEqual(["shop"]);
});

it("a part of an environment in AWS is a stack that comes first", () => {
  expect(stacksOf({ shop: { aws: { ...aws, network } } })).toEqual(["shop-network", "shop"]);
});

it.each([
  ["shop-network", { shop: { aws: { ...aws, network } }, "shop-network": {} }],
  ["shop", { "shop-network": {}, shop: { aws: { ...aws, network } } }],
])("a name that two environments have for a stack is refused at environment %s", (refused, environments) => {
  expect(() => stacksOf(environments)).toThrow(
    `[shop-network] is a stack of environment ${refused}, and of another environment as well\nRename one of the two: the parts of an environment in AWS are named behind it, such as ${refused}-network.`,
  );
});
