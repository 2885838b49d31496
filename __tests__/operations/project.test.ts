import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { otherStacks, projectPaths } from "../../operations/project";

const output = mkdtempSync(join(tmpdir(), "bulwark-output-"));

afterAll(() => rmSync(output, { recursive: true }));

describe("the stacks beside an environment's own", () => {
  const beside = (...names: readonly string[]) => {
    const stacks = Object.fromEntries(names.map((name) => [name, { name }]));
    writeFileSync(join(output, "manifest.json"), JSON.stringify({ version: "0.21.0", stacks }));
    return otherStacks(projectPaths(".", output), "shop");
  };

  it("are told in the order in which they were made", () => {
    expect(beside("shop-network", "shop-cluster", "shop")).toEqual(["shop-network", "shop-cluster"]);
  });

  it("are none where there is nothing in AWS", () => {
    expect(beside("shop")).toEqual([]);
  });
});
