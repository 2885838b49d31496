import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");
const LINKED = ["node_modules", "images", "toolchain", "docs"];

/** A text of a compiled file, and what stands there instead. */
export interface Slip {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** The compiled command line with mistakes in it: for what no YAML can express. */
export class MutantProgram {
  static async make(slips: readonly Slip[]): Promise<MutantProgram> {
    const program = new MutantProgram(await mkdtemp(join(tmpdir(), "bulwark-mutant-")));
    for (const name of ["dist", "package.json"]) await cp(join(ROOT, name), program.path(name), { recursive: true });
    for (const name of LINKED) await symlink(join(ROOT, name), program.path(name));
    for (const { file, from, to } of slips) {
      const before = await readFile(program.path("dist", file), "utf8");
      expect(before).toContain(from);
      await writeFile(program.path("dist", file), before.replaceAll(from, to));
    }
    return program;
  }

  private constructor(private readonly folder: string) {}

  get bulwark(): string {
    return this.path("dist", "scripts", "bulwark.js");
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  private path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }
}
