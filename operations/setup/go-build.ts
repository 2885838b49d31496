import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { BulwarkError } from "../errors";
import { lastWords, run } from "../process";
import { hashOfFolder } from "./content";
import { pinGone } from "./errors";
import { goEnvironment, goFor } from "./go";
import type { Pins } from "./pins";
import type { Report } from "./report";

/** A folder with `go.mod` and `go.sum` that pin every module, and what to build from it. */
export interface Recipe {
  /** The folder below `toolchain/`. */
  readonly folder: string;
  /** The program, in errors: "the docker provider". */
  readonly purpose: string;
  /** The package with its `main` function. */
  readonly mainPackage: string;
  /** The module whose pin may disappear. */
  readonly module: string;
  /** Values set at link time, as in `-X`. */
  readonly linkerValues: readonly string[];
}

export interface BuildOptions {
  readonly cacheRoot: string;
  readonly pin: Pins["go"];
  readonly report: Report;
}

/** Changes whenever the program could. */
export async function recipeHash({ folder, mainPackage, linkerValues }: Recipe): Promise<string> {
  const inputs = JSON.stringify([await hashOfFolder(folder), mainPackage, linkerValues]);
  return createHash("sha256").update(inputs).digest("hex");
}

/**
 * Builds one program from its Go modules. go.sum holds the checksum of each, so where they come from does not matter.
 *
 * @throws BulwarkError when Go is missing (3), a pin has disappeared or the build fails (4)
 */
export async function goBuild(recipe: Recipe, output: string, options: BuildOptions): Promise<void> {
  const needed = await goDirective(recipe.folder);
  const go = await goFor({ ...options, needed, purpose: recipe.purpose });
  options.report(`building ${recipe.purpose} from its Go modules; this takes some minutes, once`);
  const linker = ["-s", "-w", ...recipe.linkerValues.map((value) => `-X ${value}`)].join(" ");
  const args = ["build", "-v", "-trimpath", "-ldflags", linker, "-o", output, recipe.mainPackage];
  try {
    await run(go, args, { cwd: recipe.folder, env: goEnvironment(), onLine: counting(options.report) });
  } catch (error) {
    throw explained(error, recipe);
  }
}

/** The `go 1.25.8` line of go.mod. */
async function goDirective(folder: string): Promise<string> {
  return /^go (\S+)$/m.exec(await readFile(join(folder, "go.mod"), "utf8"))?.[1] ?? "1";
}

/** What Go prints when a proxy no longer serves a version, or serves another content for it. */
const GONE = /unknown revision|404 Not Found|410 Gone|checksum mismatch|SECURITY ERROR/;

/** The same failure, with what it means when the pinned module itself is the reason. */
export function explained(error: unknown, { module }: Recipe): unknown {
  const isGone = error instanceof BulwarkError && error.message.includes(module) && GONE.test(error.message);
  return isGone ? pinGone(module, lastWords(error.message, 6)) : error;
}

/** `go build -v` prints the name of each package: hundreds of lines, of which a person wants the count. */
function counting(report: Report): Report {
  let compiled = 0;
  return (line) => {
    if (line.startsWith("go: downloading")) return;
    compiled += 1;
    if (compiled % 100 === 0) report(`${compiled} packages compiled`);
  };
}
