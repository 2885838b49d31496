import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mutation } from "./table";

const ROOT = join(__dirname, "..", "..", "..");
const COPIED = [
  "toolchain",
  ...["main.ts", "index.ts", "package.json", "jest.config.js", "tsconfig.json"],
  ...["config", "constructs", "stacks", "environments", "operations", "policies", "review", "evidence", "__tests__"],
];

/** A copy of the sources in which one thing at a time is changed. */
export class MutantSources {
  static async copy(): Promise<MutantSources> {
    const folder = await mkdtemp(join(tmpdir(), "bulwark-mutants-"));
    for (const name of COPIED) await cp(join(ROOT, name), join(folder, name), { recursive: true });
    await cp(join(ROOT, "images", "lock.json"), join(folder, "images", "lock.json"));
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
    return new MutantSources(folder);
  }

  private constructor(readonly folder: string) {}

  /** Runs `action` while the mutation is in place. A text that is not there any more is a mistake of the table. */
  async during<T>({ name, file, from, to }: Mutation, action: () => Promise<T>): Promise<T> {
    const path = join(this.folder, file);
    const before = await readFile(path, "utf8");
    if (!before.includes(from)) throw outdated(name, file, from);
    await writeFile(path, before.replaceAll(from, to));
    try {
      return await action();
    } finally {
      await writeFile(path, before);
    }
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

const outdated = (name: string, file: string, from: string) =>
  new Error(`mutation '${name}' changes nothing: ${file} does not hold '${from}'; bring the table up to date`);
