import { execFileSync, spawn } from "node:child_process";
import { tryOnPath } from "../../setup/on-path";

/** What a program of which nobody knows what it is made to do may use. */
export interface Limits {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly memoryBytes: number;
  /** Of both outputs together. */
  readonly outputBytes: number;
}

/**
 * Measured: a release of this project takes 0.1 s of CPU and prints up to 90 kB. Go reserves address space before it uses any:
 * Helm 3.19 does not start within 512 MiB, and renders the charts of this project within 1 GiB.
 */
export const LIMITS: Limits = {
  cpuSeconds: 5,
  wallSeconds: 20,
  memoryBytes: 2 * 1024 ** 3,
  outputBytes: 5 * 1024 ** 2,
};

export type Ended =
  | { readonly state: "ended"; readonly code: number; readonly stdout: string; readonly stderr: string }
  /** `prints more than 5 MB`: what follows the name of what was run. */
  | { readonly state: "stopped"; readonly why: string };

/** How a program is kept from the network and within its limits on this machine. */
export interface Confinement {
  /** Words before the command. */
  readonly command: readonly string[];
  readonly hasNetwork: boolean;
}

/** Without util-linux, as on macOS, time and output alone are bounded. */
export function confinement(limits: Limits = LIMITS): Confinement {
  const prlimit = tryOnPath("prlimit");
  const { cpuSeconds: cpu, memoryBytes: memory } = limits;
  // The soft limit would be a signal, which Go answers with a page of words.
  const bounds = prlimit ? [prlimit, `--cpu=${cpu}:${cpu}`, `--as=${memory}`, "--core=0", "--nofile=256", "--"] : [];
  const alone = withoutNetwork();
  return { command: [...alone, ...bounds], hasNetwork: alone.length === 0 };
}

/** As root, or as anybody where users may have namespaces of their own. https://man7.org/linux/man-pages/man1/unshare.1.html */
function withoutNetwork(): readonly string[] {
  const unshare = tryOnPath("unshare");
  if (unshare === undefined) return [];
  const ways = [
    [unshare, "--net", "--"],
    [unshare, "--map-root-user", "--net", "--"],
  ];
  return ways.find(([program, ...words]) => works(program!, [...words, "true"])) ?? [];
}

function works(program: string, words: readonly string[]): boolean {
  try {
    execFileSync(program, [...words], { stdio: "ignore", timeout: 5000 });
    return true;
  } catch {
    return false;
  }
}

export interface Run {
  readonly cwd: string;
  /** All of it: nothing is taken over from this process. */
  readonly env: Readonly<Record<string, string>>;
  readonly confinement: Confinement;
  readonly limits: Limits;
}

/** Runs a program to its end, or to the end of what it may use. It never throws for what the program does. */
export function runConfined(command: readonly string[], run: Run): Promise<Ended> {
  const { cwd, env, limits, confinement: around } = run;
  const [program = "", ...words] = [...around.command, ...command];
  return new Promise((resolve) => {
    const child = spawn(program, words, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    let [bytes, why]: [number, string | undefined] = [0, undefined];
    const stop = (reason: string) => {
      why ??= reason;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => stop(`has not ended after ${limits.wallSeconds} s`), limits.wallSeconds * 1000);
    const collect = (into: Buffer[]) => (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limits.outputBytes) stop(`prints more than ${megabytes(limits.outputBytes)} MB`);
      else into.push(chunk);
    };
    child.stdout.on("data", collect(stdout));
    child.stderr.on("data", collect(stderr));
    child.on("error", (error) => (why ??= `cannot be started: ${error.message}`));
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      const [out, said] = [stdout, stderr].map((chunks) => Buffer.concat(chunks).toString("utf8"));
      const ending = why ?? endedBy(code, signal, { said: said!, limits });
      resolve(
        ending === undefined
          ? { state: "ended", code: code ?? 1, stdout: out!, stderr: said! }
          : { state: "stopped", why: ending },
      );
    });
  });
}

/** Which limit it was, if any. */
function endedBy(
  code: number | null,
  signal: NodeJS.Signals | null,
  { said, limits }: { readonly said: string; readonly limits: Limits },
): string | undefined {
  if (signal === "SIGKILL" || signal === "SIGXCPU") return `takes more than ${limits.cpuSeconds} s of CPU`;
  if (code !== 0 && /out of memory|cannot allocate memory/.test(said))
    return `needs more than ${megabytes(limits.memoryBytes)} MB of memory`;
  return signal === null ? undefined : `was ended by ${signal}`;
}

const megabytes = (bytes: number): number => Math.round(bytes / 1024 ** 2);
