import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Stands for TypeScript: copies plain JavaScript and writes down when it begins (b) and ends (e); `SLOW` is in seconds. */
const COMPILER = `
const fs = require("node:fs");
const path = require("node:path");
fs.appendFileSync("compilations", "b");
if (fs.existsSync("syntax-error")) { console.error("TS1005: ';' expected"); fs.appendFileSync("compilations", "e"); process.exit(2); }
setTimeout(() => {
  fs.mkdirSync("dist/scripts", { recursive: true });
  for (const name of fs.readdirSync("scripts").filter((file) => file.endsWith(".ts"))) {
    fs.copyFileSync(path.join("scripts", name), path.join("dist/scripts", name.replace(/ts$/, "js")));
  }
  fs.appendFileSync("compilations", "e");
}, Number(process.env.SLOW ?? 0) * 1000);`;

const BULWARK = `
const [verb, ...args] = process.argv.slice(2);
process.on("SIGTERM", () => process.exit(42));
if (verb === "wait") setInterval(() => undefined, 1000);
if (verb === "die") process.kill(process.pid, "SIGKILL");
console.log(JSON.stringify([verb, ...args]));
process.exitCode = Number(args[0] ?? 0);`;

const PACKAGE = { name: "bulwark", version: "0.0.0", dependencies: { typescript: "file:vendor/typescript" } };

const LOCK = {
  name: "bulwark",
  version: "0.0.0",
  lockfileVersion: 3,
  packages: {
    "": PACKAGE,
    "vendor/typescript": { name: "typescript", version: "5.0.0", hasInstallScript: true },
    "node_modules/typescript": { resolved: "vendor/typescript", link: true },
  },
};

/** A project of two files around the real `scripts/start.js`; npm installs it without a network. */
export class StartProject {
  public readonly folder = mkdtempSync(join(tmpdir(), "bulwark-start-"));

  public constructor() {
    afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
    this.write("package.json", JSON.stringify(PACKAGE));
    this.write("package-lock.json", JSON.stringify(LOCK));
    this.write("tsconfig.json", JSON.stringify({ include: ["scripts/**/*.ts", "main.ts"] }));
    const typescript = { name: "typescript", version: "5.0.0", scripts: { install: "touch ../../install-script-ran" } };
    this.write("vendor/typescript/package.json", JSON.stringify(typescript));
    this.write("vendor/typescript/bin/tsc", COMPILER);
    this.write("scripts/bulwark.ts", BULWARK);
    cpSync(join(__dirname, "..", "..", "..", "scripts", "start.js"), join(this.folder, "scripts", "start.js"));
  }

  public write(path: string, content: string): void {
    mkdirSync(join(this.folder, dirname(path)), { recursive: true });
    writeFileSync(join(this.folder, path), content);
  }

  public has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  /** One "be" for each time that the compiler ran; two at once would be "bbee". */
  public get compilations(): string {
    return this.has("compilations") ? readFileSync(join(this.folder, "compilations"), "utf8") : "";
  }

  public start(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcessWithoutNullStreams {
    const start = join(this.folder, "scripts", "start.js");
    return spawn(process.execPath, [start, ...args], { env: { ...process.env, npm_execpath: "", ...env } });
  }

  public async run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ending> {
    return ending(this.start(args, env));
  }
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a process printed, once it has ended and nobody holds its outputs any more. */
export async function ending(child: ChildProcessWithoutNullStreams): Promise<Ending> {
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr })));
}
