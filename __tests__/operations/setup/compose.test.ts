import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { cachedAt } from "../../../operations/setup/cache";
import { composeRecipe, type Compose } from "../../../operations/setup/compose";
import { seal } from "../../../operations/setup/content";
import { recipeHash } from "../../../operations/setup/go-build";
import { pins } from "../../../operations/setup/pins";
import { temporaryFolder } from "./temporary-folder";

const HOOK = join(__dirname, "../../support/constructs/run-typescript.js");
const SETUP = join(__dirname, "../../../operations/setup");

const { version } = pins().compose;

const SAYS: Readonly<Record<string, string>> = {
  "2.40.3": "echo 2.40.3",
  newer: "echo 2.41.0",
  "too old": "echo 2.12.2",
  "of another generation": "echo 5.0.0",
  "not installed": `echo "docker: 'compose' is not a docker command." >&2; exit 1`,
};

/** execa is an ES module, which Jest cannot load, so this runs in a Node of its own. */
function chosen(cacheRoot: string, paths: Readonly<Record<string, string>>): Readonly<Record<string, Compose>> {
  const script = `
    const { composeFor } = require(${JSON.stringify(join(SETUP, "compose.ts"))});
    const { pins } = require(${JSON.stringify(join(SETUP, "pins.ts"))});
    const options = { cacheRoot: ${JSON.stringify(cacheRoot)}, pins: pins(), report: () => undefined };
    const all = Object.entries(${JSON.stringify(paths)}).map(async ([name, path]) => [name, await composeFor({ ...options, path })]);
    Promise.all(all).then((found) => console.log(JSON.stringify(Object.fromEntries(found))));`;
  const printed = execFileSync(process.execPath, ["--no-warnings", "-r", HOOK, "-e", script], { encoding: "utf8" });
  return JSON.parse(printed) as Readonly<Record<string, Compose>>;
}

describe("docker compose", () => {
  const root = temporaryFolder();
  const folderOf = (name: string) => join(root, name.replaceAll(" ", "-"));
  let built: string;
  let found: Readonly<Record<string, Compose>>;

  beforeAll(async () => {
    for (const [name, said] of Object.entries(SAYS)) {
      mkdirSync(folderOf(name));
      writeFileSync(join(folderOf(name), "docker"), `#!/bin/sh\n${said}\n`);
      chmodSync(join(folderOf(name), "docker"), 0o755);
    }
    // As after a build, so that none is needed.
    const cacheRoot = mkdtempSync(join(root, "cache-"));
    const hash = await recipeHash(composeRecipe(version));
    const folder = cachedAt({ root: cacheRoot, name: "compose", version, recipeHash: hash });
    mkdirSync(folder, { recursive: true });
    await seal(folder);
    built = join(folder, "docker-compose");
    const paths = Object.keys(SAYS).map((name) => [name, folderOf(name)]);
    found = chosen(cacheRoot, { ...Object.fromEntries(paths), "no docker": join(root, "nothing") });
  }, 60_000);

  it.each(["2.40.3", "newer"])("of this machine is used when it is %s", (name) => {
    expect(found[name]?.command).toEqual([join(folderOf(name), "docker"), "compose"]);
  });

  it.each(["too old", "of another generation", "not installed", "no docker"])(
    "is the built one when that of this machine is %s",
    (name) => {
      expect(found[name]).toEqual({ command: [built], version });
    },
  );
});
