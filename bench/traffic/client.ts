import * as http from "node:http";
import * as https from "node:https";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { noAnswer } from "./errors";
import type { Target } from "./target";

/** How a client uses its connection, and what it sends. */
export enum ClientKind {
  /** One connection for all its requests. */
  KEEP_ALIVE_GET = "keep-alive GET",
  /** A connection for each request, as the next two. */
  CLOSE_GET = "close GET",
  CLOSE_POST = "close POST",
  /** The body is dribbled over a second. */
  SLOW_POST = "slow POST",
}

/** Longer than a service may take to finish; only what hangs reaches it. */
const TIMEOUT_MS = 30_000;
const PARTS = 5;
const BETWEEN_PARTS_MS = 250;

/** One client. It never tries again: what fails once has failed. */
export class Client {
  private readonly library: typeof http | typeof https;
  private readonly agent: http.Agent;
  private count = 0;

  constructor(
    readonly kind: ClientKind,
    private readonly target: Target,
    private readonly name: string,
  ) {
    this.library = target.address.startsWith("https:") ? https : http;
    this.agent = new this.library.Agent({ keepAlive: kind === ClientKind.KEEP_ALIVE_GET, maxSockets: 1 });
  }

  /** Sends one request. Returns why it failed, nothing when it was answered as it should be. */
  async ask(): Promise<string | undefined> {
    const sent = JSON.stringify({ client: this.name, count: ++this.count });
    try {
      const answer = await this.exchange(this.isPost ? sent : undefined);
      const body = await text(answer);
      if (answer.statusCode !== 200) return `HTTP ${answer.statusCode ?? 0}: ${shortened(body)}`;
      return this.isPost && !isEchoOf(body, sent) ? `not what was sent: ${shortened(body)}` : undefined;
    } catch (error) {
      return reasonOf(error);
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private get isPost(): boolean {
    return this.kind === ClientKind.CLOSE_POST || this.kind === ClientKind.SLOW_POST;
  }

  private exchange(body: string | undefined): Promise<http.IncomingMessage> {
    return new Promise((resolve, reject) => {
      const request = this.library.request(this.url(), this.options(body)).on("response", resolve).on("error", reject);
      request.setTimeout(TIMEOUT_MS, () => request.destroy(noAnswer(TIMEOUT_MS)));
      if (body !== undefined && this.kind === ClientKind.SLOW_POST) void dribble(request, body);
      else request.end(body);
    });
  }

  private url(): string {
    return `${this.target.address}${this.target.path ?? ""}${this.isPost ? "/v1/echo" : "/health"}`;
  }

  private options(body: string | undefined): https.RequestOptions {
    const { token, ca } = this.target;
    return {
      method: body === undefined ? "GET" : "POST",
      agent: this.agent,
      ca,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined
          ? {}
          : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
      },
    };
  }
}

/** The head goes out at once, so that the server has the request while its body is still on the way. */
async function dribble(request: http.ClientRequest, body: string): Promise<void> {
  request.flushHeaders();
  const size = Math.ceil(body.length / PARTS);
  for (let at = 0; at < body.length && !request.destroyed; at += size) {
    if (at > 0) await pause(BETWEEN_PARTS_MS);
    request.write(body.slice(at, at + size));
  }
  request.end();
}

function isEchoOf(answer: string, sent: string): boolean {
  try {
    return JSON.stringify((JSON.parse(answer) as { readonly body?: unknown }).body) === sent;
  } catch {
    return false;
  }
}

const shortened = (body: string) => body.replace(/\s+/g, " ").trim().slice(0, 160);

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return [code, message].filter(Boolean).join(": ");
}
