import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

import type { Target } from "../traffic/target";
import { connectionEnded, notCounted } from "./errors";

const END_OF_HEAD = "\r\n\r\n";

/**
 * One kept connection that asks one thing over and over. It knows of HTTP what it needs and no more: Node's own client
 * takes as long for a request as a service does, so the client would be measured.
 */
export class Connection {
  static async open(target: Target): Promise<Connection> {
    const { hostname, port, protocol } = new URL(target.address);
    const place = { host: hostname, port: Number(port) };
    const isTls = protocol === "https:";
    const socket = isTls ? connectTls({ ...place, ca: target.ca }) : connect(place);
    await new Promise((resolve, reject) => {
      socket.once(isTls ? "secureConnect" : "connect", resolve).once("error", reject);
    });
    return new Connection(socket, requestOf(target));
  }

  private received = "";
  private answered: ((status: number) => void) | undefined;
  private failed: ((error: Error) => void) | undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly request: string,
  ) {
    socket.setNoDelay(true).setEncoding("latin1");
    socket.on("data", (text: string) => this.take(text));
    socket.on("error", (error) => this.failed?.(error)).on("close", () => this.failed?.(connectionEnded()));
  }

  /** Sends the request; returns the status of its answer once all of it is there. */
  ask(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.answered = resolve;
      this.failed = reject;
      this.socket.write(this.request);
    });
  }

  close(): void {
    this.failed = undefined;
    this.socket.destroy();
  }

  private take(text: string): void {
    this.received += text;
    const headEnd = this.received.indexOf(END_OF_HEAD);
    if (headEnd < 0) return;
    const head = this.received.slice(0, headEnd);
    const length = /^content-length: *(\d+)/im.exec(head)?.[1];
    if (length === undefined) {
      this.failed?.(notCounted(head));
      return;
    }
    if (this.received.length < headEnd + END_OF_HEAD.length + Number(length)) return;
    this.received = "";
    this.answered?.(Number(head.slice(9, 12)));
  }
}

function requestOf({ address, token, path = "" }: Target): string {
  const authorization = token === undefined ? "" : `authorization: Bearer ${token}\r\n`;
  return `GET ${path}/health HTTP/1.1\r\nhost: ${new URL(address).host}\r\n${authorization}\r\n`;
}
