import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../../..");
const IN_TYPESCRIPT = join(__dirname, "run-typescript.js");
export const ELSEWHERE = join(__dirname, "elsewhere.js");

export interface ChildOptions {
  /** Below a temporary folder. @default - that folder itself */
  readonly folder?: string;
  /** The whole environment of the child. @default - empty */
  readonly environment?: Readonly<Record<string, string>>;
  /** Another clock, host and user. @default false */
  readonly elsewhere?: boolean;
}

export interface ChildSynthesis {
  readonly status: number | null;
  readonly stderr: string;
  /** What was written below `cdktf.out`, by path. */
  readonly written: Readonly<Record<string, string>>;
  /** Compiling the sources included. */
  readonly milliseconds: number;
}

/** Runs `main.ts` as users do, in a folder of its own that holds this project's environments. */
export function synthesizedByChild({
  folder = ".",
  environment = {},
  elsewhere = false,
}: ChildOptions = {}): ChildSynthesis {
  const temporary = mkdtempSync(join(tmpdir(), "bulwark-child-"));
  try {
    const cwd = join(temporary, folder);
    mkdirSync(cwd, { recursive: true });
    cpSync(join(ROOT, "environments"), join(cwd, "environments"), { recursive: true });
    const preloaded = [IN_TYPESCRIPT, ...(elsewhere ? [ELSEWHERE] : [])].flatMap((file) => ["-r", file]);
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [...preloaded, join(ROOT, "main.ts")], {
      cwd,
      env: { ...environment },
      encoding: "utf8",
    });
    return { status, stderr, written: filesBelow(join(cwd, "cdktf.out")), milliseconds: performance.now() - start };
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

function filesBelow(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const named = files.map(({ name, parentPath }) => join(parentPath, name)).sort();
  return Object.fromEntries(named.map((file) => [file.slice(folder.length + 1), readFileSync(file, "utf8")]));
}
