import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { countsOf, type Suite, type SuiteResult } from "./suite";

/** Runs one suite to its end; its output is shown as it comes. */
export async function runSuite(suite: Suite, env: Readonly<Record<string, string>>): Promise<SuiteResult> {
  const started = Date.now();
  const folder = await mkdtemp(join(tmpdir(), "bulwark-suite-"));
  const report = join(folder, "report.json");
  const extra = suite.counted === "jest" ? ["--json", `--outputFile=${report}`] : [];
  try {
    const code = await exitCodeOf({ ...suite, command: [...suite.command, ...extra] }, env);
    const counts = suite.counted === "jest" ? await reported(report, code) : counted(code);
    return { name: suite.name, ...counts, minutes: (Date.now() - started) / 60_000 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Counts = Omit<SuiteResult, "name" | "minutes">;

const counted = (code: number): Counts => ({
  passed: code === 0 ? 1 : 0,
  failed: code === 0 ? 0 : 1,
  failures: [],
  skipped: [],
});

/** Jest that died before it could report, or that ended badly for another reason than a test, failed once. */
async function reported(file: string, code: number): Promise<Counts> {
  try {
    const counts = countsOf(JSON.parse(await readFile(file, "utf8")) as Parameters<typeof countsOf>[0]);
    return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch {
    return { passed: 0, failed: 1, failures: [`it ended with ${code} before it could report`], skipped: [] };
  }
}

/** Standard output of a suite goes where its progress goes: the closing line alone is the result. */
function exitCodeOf({ name, command, cwd = process.cwd() }: Suite, env: Readonly<Record<string, string>>) {
  const [program = "", ...args] = command;
  return new Promise<number>((resolve) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) showLines(name, stream);
    child.on("error", () => resolve(127));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** Suites run side by side: each line says whose it is. */
function showLines(name: string, input: Readable): void {
  createInterface({ input }).on("line", (line) => process.stderr.write(`${name} | ${line}\n`));
}
