import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server } from "node:net";

/** Leads containers to a port of the loopback, which they cannot reach: by the address that an engine's bridge has here. */
export class Relay {
  static async to(url: string, address: string): Promise<Relay> {
    const { hostname, port } = new URL(url);
    const server = createServer((client) => {
      const there = connect(Number(port), hostname);
      for (const one of [client, there]) one.on("error", () => void [client, there].map((each) => each.destroy()));
      client.pipe(there).pipe(client);
    });
    await once(server.listen(0, address), "listening");
    return new Relay(server, `http://${address}:${(server.address() as AddressInfo).port}`);
  }

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  stop(): void {
    this.server.close();
  }
}
