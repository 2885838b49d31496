import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { outcomeOf, type Outcome } from "../engine/engine";

/** What was deleted and not committed yet is listed all the same, and so is a link in place of the packages' folder. */
const isCopied = (file: string) => file !== "" && file !== "node_modules" && existsSync(join(ROOT, file));

const ROOT = join(__dirname, "..", "..", "..");

/** The repository as somebody has it who has just cloned it and installed its packages: nothing compiled, no state. */
export class Clone {
  static async make(): Promise<Clone> {
    const listed = await outcomeOf("git", ["-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    const clone = new Clone(mkdtempSync(join(tmpdir(), "bulwark-clone-")));
    for (const file of listed.stdout.split("\0").filter(isCopied)) {
      mkdirSync(dirname(clone.path(file)), { recursive: true });
      cpSync(join(ROOT, file), clone.path(file));
    }
    clone.linkPackages();
    return clone;
  }

  private constructor(readonly folder: string) {}

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  /** Runs a line of shell in the clone. */
  shell(line: string): Promise<Outcome> {
    // `npx bulwark` leaves a link to the clone in npm's cache.
    const cache = `npm_config_cache=${this.path(".bulwark", "npm")}`;
    return outcomeOf("env", ["-C", this.folder, cache, "sh", "-c", line]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Links in folders of the clone's own, so that nothing that happens here reaches the packages themselves. */
  private linkPackages(): void {
    for (const folder of ["node_modules", join("node_modules", ".bin")]) {
      mkdirSync(this.path(folder));
      const names = readdirSync(join(ROOT, folder)).filter((name) => !this.isOwn(name));
      for (const name of names) symlinkSync(join(ROOT, folder, name), this.path(folder, name));
    }
    // As scripts/start.js writes it, or it would install them.
    const wanted = `${process.versions.modules} ${readFileSync(this.path("package-lock.json"), "utf8")}`;
    writeFileSync(this.path("node_modules", ".bulwark-installed"), createHash("sha256").update(wanted).digest("hex"));
  }

  private isOwn(name: string): boolean {
    return [".bin", ".bulwark-installed", "bulwark"].includes(name);
  }
}
