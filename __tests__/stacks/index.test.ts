import { App } from "cdktf";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addStacks } from "../../stacks";
import { environmentOf } from "../support/constructs/environments";

const outdir = mkdtempSync(join(tmpdir(), "bulwark-stacks-"));
afterAll(() => rmSync(outdir, { recursive: true }));

it("an environment on one Docker host is one stack, named like it", () => {
  const app = new App({ stackTraces: false, outdir });
  addStacks(app, { environment: environmentOf("shop", {}), builtImages: {} });
  addStacks(app, { environment: environmentOf("blog", {}), builtImages: {} });
  expect(app.node.children.map(({ node }) => node.id)).toEqual(["shop", "blog"]);
});
