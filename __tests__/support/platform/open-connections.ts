import { readFileSync } from "node:fs";
import { join } from "node:path";
import { request, type RequestOptions } from "node:https";
import type { Duplex } from "node:stream";
import { connect, type TLSSocket } from "node:tls";
import { setTimeout as pause } from "node:timers/promises";
import { preloaded } from "./preloaded";

/** A layer whose connections stay open: its process loads `streamer.js` before the reference service. */
export function streamerYaml(): string {
  const source = readFileSync(join(__dirname, "streamer.js"), "utf8");
  const options = preloaded(source);
  // The reference service itself, beside it, is on a port that nobody asks.
  const env = `{ NODE_OPTIONS: ${options}, PORT: "8005" }`;
  return `    streamer: { image: reference-service, port: 8004, metrics: null, env: ${env}, route: { path: /stream, auth: none } }\n`;
}

const optionsFor = (caFile: string, headers: RequestOptions["headers"]): RequestOptions => ({
  host: "127.0.0.1",
  port: 8443,
  path: "/stream",
  headers,
  ca: readFileSync(caFile),
  agent: false,
});

/** A response through the way in that goes on and on. */
export class OpenResponse {
  private parts = 0;
  private ending: string | undefined;

  static open(caFile: string): Promise<OpenResponse> {
    const open = new OpenResponse();
    return new Promise((resolve, reject) => {
      const asked = request(optionsFor(caFile, {}), (response) => {
        response.on("data", () => {
          open.parts++;
        });
        response.on("close", () => (open.ending = "closed")).on("error", ({ message }) => (open.ending = message));
        response.once("data", () => resolve(open));
      });
      asked.on("error", reject).end();
    });
  }

  /** Why it ended; nothing while it is open. */
  get ended(): string | undefined {
    return this.ending;
  }

  /** How many parts come within a second: 5 while it is served. */
  async partsInASecond(): Promise<number> {
    const before = this.parts;
    await pause(1000);
    return this.parts - before;
  }
}

/** A connection that its client keeps between two requests. */
export class IdleConnection {
  static open(caFile: string): Promise<IdleConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port: 8443, ca: readFileSync(caFile), servername: "localhost" });
      socket.once("secureConnect", () => resolve(new IdleConnection(socket))).once("error", reject);
    });
  }

  private constructor(private readonly socket: TLSSocket) {}

  /** First line of the answer, and whether it says that it is the last on this connection. */
  ask(path: string): Promise<{ readonly status: string; readonly isLast: boolean }> {
    return new Promise((resolve, reject) => {
      this.socket.once("close", () => reject(refused(undefined)));
      this.socket.once("data", (answer: Buffer) => {
        this.socket.removeAllListeners("close");
        const text = answer.toString();
        resolve({ status: text.split("\r\n", 1)[0]!, isLast: /^connection: close$/im.test(text) });
      });
      this.socket.write(`HEAD ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    });
  }

  get isOpen(): boolean {
    return !this.socket.readableEnded && !this.socket.destroyed;
  }

  close(): void {
    this.socket.destroy();
  }
}

/** An upgraded connection through the way in, as of a WebSocket. */
export class Tunnel {
  static open(caFile: string): Promise<Tunnel> {
    return new Promise((resolve, reject) => {
      const asked = request(optionsFor(caFile, { connection: "Upgrade", upgrade: "echo" }));
      asked.on("upgrade", (_response, socket: Duplex) => resolve(new Tunnel(socket)));
      asked.on("response", ({ statusCode }) => reject(refused(statusCode)));
      asked.on("error", reject).end();
    });
  }

  private constructor(private readonly socket: Duplex) {
    socket.on("error", () => undefined);
  }

  /** What comes back. */
  say(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.socket.once("data", (answer: Buffer) => resolve(answer.toString()));
      this.socket.once("close", () => reject(refused(undefined)));
      this.socket.write(text);
    });
  }

  close(): void {
    this.socket.destroy();
  }
}

const refused = (status: number | undefined) => new Error(`no tunnel: ${status ?? "it was closed"}`);
