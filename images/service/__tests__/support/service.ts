import { join } from "node:path";
import { Program } from "./program";
import type { Lab } from "./lab";
import { eventually, freePort } from "./lab";

export const MAIN = join(__dirname, "..", "..", "dist", "main.js");

export type Json = Record<string, unknown>;

/** The reference service as a real process. */
export class RunningService {
  constructor(
    readonly program: Program,
    readonly port: number,
  ) {}

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Every line that it wrote. Throws when one is not JSON. */
  get log(): readonly Json[] {
    const lines = this.program.output.split("\n").filter((line) => line !== "");
    return lines.map((line) => JSON.parse(line) as Json);
  }

  /** Waits for a line with these members: a request's line is written after its answer. */
  logged(members: Json): Promise<Json> {
    const fits = (line: Json): boolean => Object.entries(members).every(([name, value]) => line[name] === value);
    return eventually(`a log line with ${JSON.stringify(members)}`, () => this.log.find(fits));
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.origin + path, init);
  }

  async json(path: string, init: RequestInit = {}): Promise<{ status: number; body: Json }> {
    const response = await this.fetch(path, init);
    return { status: response.status, body: (await response.json()) as Json };
  }

  send(method: string, path: string, body: unknown): Promise<{ status: number; body: Json }> {
    return this.json(path, { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  }

  async metric(line: string): Promise<number | undefined> {
    const text = await (await this.fetch("/metrics")).text();
    const found = text.split("\n").find((candidate) => candidate.startsWith(`${line} `));
    return found === undefined ? undefined : Number(found.slice(line.length + 1));
  }

  isOpen(): Promise<boolean> {
    return this.fetch("/health").then(
      (response) => response.ok,
      () => false,
    );
  }

  untilOpen(): Promise<this> {
    return eventually("the service opens its port", async () => {
      if (!this.program.running) throw new Error(`it ended: ${this.program.output}`);
      return (await this.isOpen()) ? this : undefined;
    });
  }
}

/** Starts it on a free port, with fast defaults; does not wait. */
export async function launch(lab: Lab, env: Readonly<Record<string, string>> = {}): Promise<RunningService> {
  const port = Number(env["PORT"]) || (await freePort());
  const defaults = {
    LISTEN_ADDRESS: "127.0.0.1",
    PORT: String(port),
    DRAIN_SECONDS: "0.3",
    DEPENDENCY_TIMEOUT_MS: "500",
  };
  const program = lab.keep(new Program([process.execPath, MAIN], { env: { ...defaults, ...env } }));
  return new RunningService(program, port);
}

/** Starts it and waits until it answers. */
export async function start(lab: Lab, env: Readonly<Record<string, string>> = {}): Promise<RunningService> {
  return (await launch(lab, env)).untilOpen();
}
