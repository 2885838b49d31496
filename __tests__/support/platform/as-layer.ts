import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type Docker from "dockerode";
import { clientFailed, noContainerOf } from "./errors";

/** What a server said to one statement, command or login; `code` is Postgres's SQLSTATE, empty for Redis. */
export type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string; readonly message: string };

export interface Login {
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
}

/** How a server answers a login before it knows any password. */
export interface Demand {
  /** `R` asks for a proof of identity, `E` is an error. */
  readonly type: string;
  /** 0 is none, 5 MD5, 10 SASL. */
  readonly method?: number;
  readonly mechanisms?: readonly string[];
  readonly text?: string;
}

export interface Kept {
  readonly statement: string;
  /** Both below the layer's own prefix. */
  readonly channel: string;
  readonly list: string;
}

export interface KeptAnswers {
  readonly told: string;
  readonly popped: string;
  readonly sameTransaction: boolean;
}

const CLIENT = readFileSync(join(__dirname, "layer-client.js"), "utf8");

/** A layer of an environment, as which tests ask its servers: from its own container, as its own user. */
export class AsLayer {
  constructor(
    private readonly docker: Docker,
    private readonly environment: string,
    private readonly layer: string,
  ) {}

  /** The statements' outcomes, each rolled back; a login that is refused is the only outcome. */
  sql(statements: readonly string[], login: Login = {}): Promise<readonly Answer[]> {
    return this.ask({ action: "sql", statements, login });
  }

  /** Not rolled back. */
  async change(...statements: readonly string[]): Promise<readonly Answer[]> {
    return this.ask({ action: "sql", statements, keep: true });
  }

  /** The commands' outcomes; a login that is refused is the only outcome. `null` does not log in. */
  redis(commands: readonly (readonly string[])[], login: Login | null = {}): Promise<readonly Answer[]> {
    return this.ask({ action: "redis", commands, login });
  }

  /** One outcome for each of many clients that ask at the same time. */
  crowd(clients: number, statement: string): Promise<readonly Answer[]> {
    return this.ask({ action: "crowd", clients, statement });
  }

  demand(user: string, database: string): Promise<Demand> {
    return this.ask({ action: "demand", user, database });
  }

  /** Opens a session at both servers; `ended` tells how these ended them. */
  async hold(postgresLogin: Login, redisLogin: Login): Promise<{ readonly ended: Promise<readonly string[]> }> {
    const child = await this.start({ action: "hold", postgresLogin, redisLogin });
    const lines = output(child);
    await new Promise((resolve) => child.stdout!.once("data", resolve));
    return { ended: lines.then((text) => lastLine<readonly string[]>(text)) };
  }

  /** Opens a transaction with `statement`, a subscription and a blocked command; they go on once something is published. */
  async keep(kept: Kept): Promise<{ readonly answers: Promise<KeptAnswers> }> {
    const child = await this.start({ action: "keep", ...kept });
    const lines = output(child);
    await new Promise((resolve) => child.stdout!.once("data", resolve));
    return { answers: lines.then((text) => lastLine<KeptAnswers>(text)) };
  }

  private async ask<T>(input: unknown): Promise<T> {
    return lastLine(await output(await this.start(input)));
  }

  private async start(input: unknown): Promise<ChildProcess> {
    const child = spawn("docker", ["exec", "-i", await this.container(), "node", "-"]);
    child.stdin.end(`const INPUT = ${JSON.stringify(input)};\n${CLIENT}`);
    return child;
  }

  private async container(): Promise<string> {
    const found = await this.docker.listContainers({ filters: { label: [`bulwark.environment=${this.environment}`] } });
    const path = `platform/${this.layer}/`;
    const container = found.find(({ Labels }) => Labels["bulwark.path"]?.startsWith(path));
    if (!container) throw noContainerOf(this.layer);
    return container.Id;
  }
}

function output(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let [stdout, stderr] = ["", ""];
    child.stdout!.on("data", (part: Buffer) => (stdout += part.toString()));
    child.stderr!.on("data", (part: Buffer) => (stderr += part.toString()));
    child.on("error", reject).on("close", (code) => (code === 0 ? resolve(stdout) : reject(clientFailed(stderr))));
  });
}

function lastLine<T>(text: string): T {
  return JSON.parse(text.trimEnd().split("\n").at(-1)!) as T;
}

/** `ok`, or what it was refused with: SQLSTATE, or the first word of what Redis says. */
export function verdict(answer: Answer | undefined): string {
  if (!answer) return "no answer";
  if (answer.ok) return "ok";
  return answer.code === "" ? (answer.message.split(" ", 1)[0] ?? "") : answer.code;
}
