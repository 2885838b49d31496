import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { BASE } from "../../images/base";
import { RECIPES } from "../../images/index";
import { computeImageLock, readImageLock, staleNames } from "../../operations/images/generate";
import { packageRoot } from "../../config/package-root";

const files = join(packageRoot(), "images", "files");
const scripts = RECIPES.flatMap((recipe) =>
  Object.values(recipe.files ?? {}).flatMap(({ source }) => (source.endsWith(".sh") ? [source] : [])),
);

it("are the ones of images/lock.json; if this fails run: npm run generate", async () => {
  expect(staleNames(await readImageLock(), await computeImageLock())).toEqual([]);
});

it("have distinct names", () => {
  const names = RECIPES.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(RECIPES)("$name", (recipe) => {
  it("runs as a numeric user that is not root", () => {
    expect(recipe.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it("has files that exist and belong to root, so that the program cannot change them", () => {
    const sources = Object.values(recipe.files ?? {}).map(({ source, mode }) => [
      existsSync(join(files, source)),
      mode & 0o022,
    ]);
    expect(sources).toEqual(sources.map(() => [true, 0]));
  });

  it("has a working folder that is there", () => {
    const there = ["/", recipe.application?.into, ...Object.keys(recipe.directories ?? {})];
    expect(there).toContain(recipe.workingDirectory ?? "/");
  });
});

it.each(scripts)("%s is a script that sh can read", (script) => {
  expect(() => execFileSync("sh", ["-n", join(files, script)], { stdio: "pipe" })).not.toThrow();
});

it("give every image a place for configuration and for secrets", () => {
  expect(Object.keys(BASE.directories ?? {})).toEqual(expect.arrayContaining(["/config", "/run/secrets", "/tmp"]));
});
