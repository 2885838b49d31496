import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "../constructs/source-tree";

const IDENTITY = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false"];

const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync("git", [...IDENTITY, "-C", folder, ...args], { encoding: "utf8" }).trim();

/** A repository that holds what the next commit of this one would, and further commits of tests. */
export class Origin {
  /** @param folder a new one */
  static of(folder: string): Origin {
    mkdirSync(folder);
    git(folder, "init", "--quiet", "--initial-branch", "main");
    const files = execFileSync("git", ["-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    for (const file of new Set(files.toString().split("\0").filter(Boolean))) {
      if (existsSync(join(ROOT, file))) cpSync(join(ROOT, file), join(folder, file));
    }
    return new Origin(folder);
  }

  private constructor(readonly folder: string) {}

  /** @param files what is other than before, by path: the new text, or what is made of the old one */
  commit(branch: string, files: Readonly<Record<string, string | ((before: string) => string)>>): string {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.folder, path);
      mkdirSync(dirname(file), { recursive: true });
      const before = existsSync(file) ? this.read(file) : "";
      const after = typeof text === "string" ? text : text(before);
      if (after === before) throw new Error(`${path} is not changed`);
      writeFileSync(file, after);
    }
    git(this.folder, "add", "--all", "--force");
    git(this.folder, "commit", "--quiet", "--allow-empty", "--message", branch);
    git(this.folder, "branch", "--force", branch.replace("main", "kept"));
    return git(this.folder, "rev-parse", "HEAD");
  }

  /** The next commit is on top of this one. */
  goTo(commit: string): void {
    git(this.folder, "checkout", "--quiet", "--detach", commit);
  }

  cloneTo(folder: string, commit: string): void {
    execFileSync("git", ["clone", "--quiet", "--no-checkout", this.folder, folder]);
    git(folder, "checkout", "--quiet", "--detach", commit);
  }

  private read(file: string): string {
    return execFileSync("cat", [file], { encoding: "utf8" });
  }
}
