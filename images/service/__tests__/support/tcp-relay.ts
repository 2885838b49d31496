import type { Server, Socket } from "node:net";
import { connect, createServer } from "node:net";
import type { Lab } from "./lab";
import { freePort } from "./lab";

/** Stands between a service and its dependency; can become a black hole: connections stay open, nothing comes through. */
export class TcpRelay {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private frozen = false;

  private constructor(
    readonly port: number,
    private readonly target: number,
  ) {
    this.server = createServer((client) => this.relay(client));
  }

  static async create(lab: Lab, target: number): Promise<TcpRelay> {
    const relay = new TcpRelay(await freePort(), target);
    await new Promise<void>((resolve) => relay.server.listen(relay.port, "127.0.0.1", resolve));
    lab.onRelease(() => relay.close());
    return relay;
  }

  freeze(): void {
    this.frozen = true;
    for (const socket of this.sockets) socket.pause();
  }

  /** New connections come through again; those that were frozen stay silent, and nobody is told. */
  thaw(): void {
    this.frozen = false;
  }

  private relay(client: Socket): void {
    this.keep(client);
    if (this.frozen) return void client.pause();
    const server = this.keep(connect(this.target, "127.0.0.1"));
    client.pipe(server).pipe(client);
  }

  private keep(socket: Socket): Socket {
    this.sockets.add(socket);
    return socket.on("error", () => undefined).on("close", () => this.sockets.delete(socket));
  }

  private async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
