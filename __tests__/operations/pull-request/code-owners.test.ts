import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeOwners, codeOwnersOf } from "../../../operations/pull-request/code-owners";
import { temporaryFolder } from "../setup/temporary-folder";

const FILE = "environments/shop.yaml";

describe("a line of CODEOWNERS", () => {
  it.each([
    ["*", FILE],
    ["*.yaml", FILE],
    ["environments/", FILE],
    ["/environments/", FILE],
    ["/environments", FILE],
    ["environments/*", FILE],
    ["environments/shop.yaml", FILE],
    ["shop.yaml", FILE],
    ["**/shop.yaml", FILE],
    ["/environments/**", FILE],
    ["environments/sh?p.yaml", FILE],
    ["environments", "deep/environments/shop.yaml"],
    ["docs/**/shop.yaml", "docs/a/b/shop.yaml"],
    ["docs/**/shop.yaml", "docs/shop.yaml"],
  ])("%s matches %s", (pattern, path) => {
    expect(codeOwners(`${pattern} @ann\n`)(path)).toEqual(["@ann"]);
  });

  it.each([
    ["/shop.yaml", FILE],
    ["environments/*", "environments/shop/data.sql"],
    ["/environments/", "deep/environments/shop.yaml"],
    ["environments/shop", FILE],
    ["Environments/", FILE],
    ["environments/shop.y.ml", FILE],
    ["!environments/", FILE],
    ["environments/[s]hop.yaml", FILE],
    ["# environments/", FILE],
    ["", FILE],
  ])("%s does not match %s", (pattern, path) => {
    expect(codeOwners(`${pattern} @ann\n`)(path)).toEqual([]);
  });

  it("counts when it is the last that matches, also when it names nobody", () => {
    const text = "* @all\n/environments/ @ann @acme/platform # both\n/docs/ @doc\n/environments/open.yaml\n";
    expect(codeOwners(text)(FILE)).toEqual(["@ann", "@acme/platform"]);
    expect(codeOwners(text)("environments/open.yaml")).toEqual([]);
    expect(codeOwners(text)("main.ts")).toEqual(["@all"]);
  });
});

describe("the file", () => {
  const root = temporaryFolder();

  it("is the first in GitHub's order, and nobody owns anything without one", () => {
    expect(codeOwnersOf(root)(FILE)).toEqual([]);
    for (const [folder, owner] of [
      ["docs", "@third"],
      ["", "@second"],
      [".github", "@first"],
    ] as const) {
      mkdirSync(join(root, folder), { recursive: true });
      writeFileSync(join(root, folder, "CODEOWNERS"), `* ${owner}\n`);
      expect(codeOwnersOf(root)(FILE)).toEqual([owner]);
    }
  });
});
