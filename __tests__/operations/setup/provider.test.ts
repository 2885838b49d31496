import { readFileSync, writeFileSync } from "node:fs";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { pins } from "../../../operations/setup/pins";
import { platform } from "../../../operations/setup/platform";
import { providerFor, tryFindProvider } from "../../../operations/setup/provider";
import { tryRecallRegistryAnswer } from "../../../operations/setup/registry";
import { dockerAt, treeOf } from "./mirror-tree";
import { temporaryFolder } from "./temporary-folder";

const TERRAFORM = {
  path: "/nonexistent/terraform",
  flavour: "terraform",
  version: "1.11.4",
  fromCache: false,
} as const;
const { os, arch } = platform();
const here = (path: string) => path.replaceAll("linux_amd64", `${os}_${arch}`);

describe("the docker provider", () => {
  const root = temporaryFolder();
  const options = (chosen: readonly string[], standard: readonly string[] = []) => {
    return {
      cacheRoot: treeOf(root, ["x"]),
      pins: pins(),
      terraform: TERRAFORM,
      report: () => undefined,
      chosen,
      standard,
    };
  };

  it("comes from the mirror that the user chose, and nobody else is asked", async () => {
    const mirror = treeOf(root, [here(dockerAt("4.6.1"))]);
    const found = await providerFor(options([mirror]));
    expect(found).toMatchObject({ from: "mirror", where: mirror });
    expect(readFileSync(found.cliConfigFile ?? "", "utf8")).toContain(`path    = "${mirror}"`);
  });

  it("leaves out the mirror that holds only a version that is too old", async () => {
    const [old, good] = [treeOf(root, [here(dockerAt("3.6.2"))]), treeOf(root, [here(dockerAt("4.6.0"))])];
    const { cliConfigFile = "" } = await providerFor(options([old, good]));
    expect(readFileSync(cliConfigFile, "utf8")).not.toContain(old);
  });

  it("is found in a usual place without asking anybody", async () => {
    const mirror = treeOf(root, [here(dockerAt("4.6.0"))]);
    expect(await tryFindProvider(options([], [mirror]))).toEqual({ from: "mirror", where: mirror });
  });

  it("is not known while nobody was asked and nothing was built", async () => {
    expect(await tryFindProvider(options([], [treeOf(root, [here(dockerAt("3.6.2"))])]))).toBeUndefined();
  });

  it("remembers no answer of the registry that belongs to another question", async () => {
    const { cacheRoot } = options([]);
    mkdirSync(join(cacheRoot, "remembered"));
    const record = { question: "another", answer: { reachable: true }, until: Number.MAX_SAFE_INTEGER };
    writeFileSync(join(cacheRoot, "remembered", "registry-terraform.json"), JSON.stringify(record));
    expect(await tryRecallRegistryAnswer({ cacheRoot, terraform: TERRAFORM, constraint: "4.6" })).toBeUndefined();
  });
});
