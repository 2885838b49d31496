import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { type BulwarkError, toolFailed } from "../../../operations/errors";
import { explained, recipeHash, type Recipe } from "../../../operations/setup/go-build";
import { temporaryFolder } from "./temporary-folder";

const MODULE = "example.com/provider";
const failed = (lastWords: string) => toolFailed({ command: "go build", cwd: "/r", ending: "exit code 1", lastWords });

describe("a recipe", () => {
  const root = temporaryFolder();
  const recipe = (overrides: Partial<Recipe> = {}): Recipe => {
    const folder = mkdtempSync(join(root, "recipe-"));
    writeFileSync(join(folder, "go.mod"), "go 1.26\n");
    return { folder, purpose: "the provider", mainPackage: MODULE, module: MODULE, linkerValues: [], ...overrides };
  };

  it("has the same hash in any folder", async () => {
    expect(await recipeHash(recipe())).toBe(await recipeHash(recipe()));
  });

  it("has another hash when its version or a file changes", async () => {
    const changed = recipe();
    writeFileSync(join(changed.folder, "go.sum"), "x");
    const hashes = await Promise.all([recipe(), recipe({ linkerValues: ["main.version=2"] }), changed].map(recipeHash));
    expect(new Set(hashes).size).toBe(3);
  });
});

describe("a build that failed", () => {
  const recipe: Recipe = {
    folder: "/r",
    purpose: "the provider",
    mainPackage: MODULE,
    module: MODULE,
    linkerValues: [],
  };

  it.each(["unknown revision abc", "410 Gone", "404 Not Found", "checksum mismatch"])(
    "because of '%s' is a pin that is gone",
    (words) => {
      const error = explained(failed(`go: ${MODULE}@v0.0.0: ${words}`), recipe) as BulwarkError;
      expect(error.message).toContain(`the pinned Go module ${MODULE} can no longer be had`);
      expect(error.message).toContain("Bulwark does not fall back to another version");
    },
  );

  it("for another reason is left as it is", () => {
    const error = failed("no space left on device");
    expect(explained(error, recipe)).toBe(error);
  });
});
