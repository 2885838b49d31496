import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { cachedAt } from "../../../operations/setup/cache";
import { seal } from "../../../operations/setup/content";
import { recipeHash } from "../../../operations/setup/go-build";
import { helmRecipe, type Helm } from "../../../operations/setup/helm";
import { pins } from "../../../operations/setup/pins";
import { temporaryFolder } from "./temporary-folder";

const HOOK = join(__dirname, "../../support/constructs/run-typescript.js");
const SETUP = join(__dirname, "../../../operations/setup");

const { version } = pins().helm;

const SAYS: Readonly<Record<string, string>> = {
  "3.19.5": "printf v3.19.5",
  newer: "printf v3.20.0+gabcdef",
  "too old": "printf v3.12.3",
  "of another generation": "printf v4.0.1",
  "not helm at all": "exit 1",
};

/** execa is an ES module, which Jest cannot load, so this runs in a Node of its own. */
function chosen(cacheRoot: string, paths: Readonly<Record<string, string>>): Readonly<Record<string, Helm>> {
  const script = `
    const { helmFor } = require(${JSON.stringify(join(SETUP, "helm.ts"))});
    const { pins } = require(${JSON.stringify(join(SETUP, "pins.ts"))});
    const options = { cacheRoot: ${JSON.stringify(cacheRoot)}, pins: pins(), report: () => undefined };
    const all = Object.entries(${JSON.stringify(paths)}).map(async ([name, path]) => [name, await helmFor({ ...options, path })]);
    Promise.all(all).then((found) => console.log(JSON.stringify(Object.fromEntries(found))));`;
  const printed = execFileSync(process.execPath, ["--no-warnings", "-r", HOOK, "-e", script], { encoding: "utf8" });
  return JSON.parse(printed) as Readonly<Record<string, Helm>>;
}

describe("helm", () => {
  const root = temporaryFolder();
  const folderOf = (name: string) => join(root, name.replaceAll(" ", "-"));
  let built: string;
  let found: Readonly<Record<string, Helm>>;

  beforeAll(async () => {
    for (const [name, said] of Object.entries(SAYS)) {
      mkdirSync(folderOf(name));
      writeFileSync(join(folderOf(name), "helm"), `#!/bin/sh\n${said}\n`);
      chmodSync(join(folderOf(name), "helm"), 0o755);
    }
    // As after a build, so that none is needed.
    const cacheRoot = mkdtempSync(join(root, "cache-"));
    const hash = await recipeHash(helmRecipe(version));
    const folder = cachedAt({ root: cacheRoot, name: "helm", version, recipeHash: hash });
    mkdirSync(folder, { recursive: true });
    await seal(folder);
    built = join(folder, "helm");
    const paths = Object.keys(SAYS).map((name) => [name, folderOf(name)]);
    found = chosen(cacheRoot, { ...Object.fromEntries(paths), "no helm": join(root, "nothing") });
  }, 60_000);

  it.each(["3.19.5", "newer"])("of this machine is used when it is %s", (name) => {
    expect(found[name]?.path).toBe(join(folderOf(name), "helm"));
  });

  it.each(["too old", "of another generation", "not helm at all", "no helm"])(
    "is the built one when that of this machine is %s",
    (name) => {
      expect(found[name]).toEqual({ path: built, version });
    },
  );
});
