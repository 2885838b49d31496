import { readFileSync, writeFileSync } from "node:fs";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { pins } from "../../../operations/setup/pins";
import { platform } from "../../../operations/setup/platform";
import { providerFor, tryFindProvider } from "../../../operations/setup/provider";
import type { ProviderName } from "../../../operations/setup/provider-recipes";
import { tryRecallRegistryAnswer } from "../../../operations/setup/registry";
import { dockerAt, helmAt, treeOf } from "./mirror-tree";
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
    writeFileSync(join(cacheRoot, "remembered", "registry-docker-terraform.json"), JSON.stringify(record));
    const wanted = { docker: { source: "kreuzwerker/docker", constraint: "4.6" } };
    expect(await tryRecallRegistryAnswer({ cacheRoot, terraform: TERRAFORM, wanted })).toBeUndefined();
  });
});

describe("the helm provider", () => {
  const root = temporaryFolder();
  const options = (...providers: readonly ProviderName[]) => ({
    ...{ cacheRoot: treeOf(root, ["x"]), pins: pins(), terraform: TERRAFORM, report: () => undefined },
    ...{ providers, standard: [] },
  });

  it("comes from a mirror that has it", async () => {
    const mirror = treeOf(root, [here(helmAt("3.1.0"))]);
    const found = await providerFor({ ...options("helm"), chosen: [mirror] });
    expect(found).toMatchObject({ from: "mirror", where: mirror, mirror });
    expect(readFileSync(found.cliConfigFile ?? "", "utf8")).toContain('["registry.terraform.io/hashicorp/helm"]');
  });

  it("is not what a mirror has of another generation, or of the other provider", async () => {
    const chosen = [treeOf(root, [here(helmAt("2.17.0"))]), treeOf(root, [here(dockerAt("4.6.0"))])];
    expect(await tryFindProvider({ ...options("helm"), chosen })).toBeUndefined();
    expect(await tryFindProvider({ ...options("docker"), chosen })).toEqual({ from: "mirror", where: chosen[1] });
  });

  it("can lie in another folder than the docker provider, but then no one folder has both", async () => {
    const chosen = [treeOf(root, [here(helmAt("3.1.0"))]), treeOf(root, [here(dockerAt("4.6.0"))])];
    const found = await providerFor({ ...options("docker", "helm"), chosen });
    expect(found).toMatchObject({ from: "mirror", where: `${chosen[1]}, ${chosen[0]}` });
    expect(found.mirror).toBeUndefined();
  });

  it("is still missing where only the docker provider is to be had", async () => {
    const chosen = [treeOf(root, [here(dockerAt("4.6.0"))])];
    expect(await tryFindProvider({ ...options("docker", "helm"), chosen })).toBeUndefined();
  });
});
