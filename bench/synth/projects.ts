import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stringify } from "yaml";

import { packageRoot } from "../../config/package-root";
import { readStack } from "../../operations/manifest";
import { run } from "../../operations/process";
import { projectPaths, stackFolder } from "../../operations/project";
import type { Program } from "./process";
import type { SynthesizedStack } from "./stock-program";

/** What the template has and so do we: the same version on both sides. */
const SHARED = ["cdktf", "constructs", "@cdktf/provider-docker", "typescript", "@types/node"];

/** A folder with the environments of this package, and such as are generated. */
export class OwnProject {
  static async make(): Promise<OwnProject> {
    const folder = await mkdtemp(join(tmpdir(), "bulwark-bench-own-"));
    await cp(join(packageRoot(), "environments"), join(folder, "environments"), { recursive: true });
    return new OwnProject(folder);
  }

  private constructor(readonly folder: string) {}

  async add(environment: string, content: object): Promise<void> {
    await writeFile(join(this.folder, "environments", `${environment}.yaml`), stringify(content));
  }

  /** As `bulwark synth` runs it. */
  program(environment: string): Program {
    const main = join(packageRoot(), "dist", "main.js");
    return { words: [process.execPath, main, join("environments", `${environment}.yaml`)], cwd: this.folder };
  }

  synthesized(environment: string): SynthesizedStack {
    return synthesizedIn(this.folder, environment);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

/** What `cdktf init --template=typescript` makes, with ts-node; packages that we have too are ours. */
export class StockProject {
  static async make(): Promise<StockProject> {
    const folder = await mkdtemp(join(tmpdir(), "bulwark-bench-stock-"));
    await cp(join(packageRoot(), "bench", "synth", "stock-template"), folder, { recursive: true });
    await cp(join(TEMPLATE, "tsconfig.json"), join(folder, "tsconfig.json"));
    const cwd = folder;
    await run("npm", ["ci", "--ignore-scripts", "--legacy-peer-deps", "--prefer-offline"], { cwd });
    for (const name of SHARED) {
      const place = join(folder, "node_modules", name);
      await mkdir(dirname(place), { recursive: true });
      await symlink(join(packageRoot(), "node_modules", name), place);
    }
    return new StockProject(folder);
  }

  private constructor(readonly folder: string) {}

  async write(program: string): Promise<void> {
    await writeFile(join(this.folder, "main.ts"), program);
  }

  /** The command of the template's `cdktf.json`. */
  get program(): Program {
    return { words: ["npx", "ts-node", "main.ts"], cwd: this.folder };
  }

  /** The same without npx, which takes a while itself. */
  get programAlone(): Program {
    const tsNode = join("node_modules", "ts-node", "dist", "bin.js");
    return { words: [process.execPath, tsNode, "main.ts"], cwd: this.folder };
  }

  synthesized(stack: string): SynthesizedStack {
    return synthesizedIn(this.folder, stack);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

const TEMPLATE = join(packageRoot(), "node_modules", "cdktf-cli", "bundle", "templates", "typescript");

const synthesizedIn = (folder: string, stack: string) =>
  readStack(stackFolder(projectPaths(folder), stack)) as unknown as SynthesizedStack;
