import { readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cacheRoot } from "../../setup/cache";

/** One rendering; a second one of the same values where something in it is random. */
export type Texts = readonly [string, string?];

const isTexts = (kept: unknown): kept is Texts =>
  Array.isArray(kept) && kept.length > 0 && kept.every((text) => typeof text === "string");

const DAYS = 30;
const MOST_BYTES = 200 * 1024 ** 2;

/** Renderings by the hash of all that decides them, for 30 days and up to 200 MB: what is older goes first. */
export class KeptRenderings {
  private hasWritten = false;

  constructor(private readonly folder = join(cacheRoot(), "review", "rendered")) {}

  of(key: string): Texts | undefined {
    try {
      const kept: unknown = JSON.parse(readFileSync(this.fileOf(key), "utf8"));
      return isTexts(kept) ? kept : undefined;
    } catch {
      return undefined;
    }
  }

  /** Nobody else may read it: values may hold secrets. */
  async keep(key: string, texts: Texts): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const aside = `${this.fileOf(key)}.${process.pid}.part`;
    await writeFile(aside, JSON.stringify(texts.filter((text) => text !== undefined)), { mode: 0o600 });
    await rename(aside, this.fileOf(key));
    this.hasWritten = true;
  }

  /** Makes room, where something was added. */
  tidy(now = Date.now()): void {
    if (!this.hasWritten) return;
    const files = readdirSync(this.folder).flatMap((name) => this.known(join(this.folder, name)));
    let left = MOST_BYTES;
    for (const { file, bytes, changed } of files.sort((one, other) => other.changed - one.changed)) {
      left -= bytes;
      if (left < 0 || now - changed > DAYS * 24 * 60 * 60 * 1000) rmSync(file, { force: true });
    }
  }

  /** Nothing, where another review has just removed it. */
  private known(file: string): readonly { readonly file: string; readonly bytes: number; readonly changed: number }[] {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat ? [{ file, bytes: stat.size, changed: stat.mtimeMs }] : [];
  }

  private fileOf(key: string): string {
    return join(this.folder, `${key}.json`);
  }
}
