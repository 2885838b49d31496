import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Program } from "./program";

export type Release = () => void | Promise<void>;

/** What a test file makes outside of itself. Everything is taken down in reverse order, also after a failure. */
export class Lab {
  private readonly releases: Release[] = [];

  onRelease(release: Release): void {
    this.releases.push(release);
  }

  folder(): string {
    const path = mkdtempSync(join(tmpdir(), "reference-service-"));
    this.onRelease(() => rmSync(path, { recursive: true, force: true }));
    return path;
  }

  file(content: string, name = "file"): string {
    const path = join(this.folder(), name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode: 0o400 });
    return path;
  }

  keep(program: Program): Program {
    this.onRelease(() => program.kill());
    return program;
  }

  async release(): Promise<void> {
    const failures: unknown[] = [];
    for (const release of this.releases.splice(0).reverse()) {
      await Promise.resolve()
        .then(release)
        .catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}

/** A lab for this file. */
export function useLab(): Lab {
  const lab = new Lab();
  afterAll(() => lab.release());
  return lab;
}

/** A TCP port of 127.0.0.1 that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Tries until it gives something; the last failure is part of the error. The limit is far above what is needed. */
export async function eventually<T>(what: string, attempt: () => T | undefined | Promise<T | undefined>): Promise<T> {
  let last: unknown = "never true";
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((done) => setTimeout(done, 25))) {
    try {
      const value = await attempt();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`${what}: not within 20 s (${String(last)})`);
}

/** As a new file of the same name: the old one may be read-only. */
export function rewrite(path: string, content: string): void {
  rmSync(path);
  writeFileSync(path, content, { mode: 0o400 });
}

export const asOwner = (path: string, uid: number): void => chownSync(path, uid, uid);
