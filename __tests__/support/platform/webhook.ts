import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** One alert, as Alertmanager tells it. https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */
export interface Told {
  readonly path: string;
  readonly status: "firing" | "resolved";
  readonly labels: Readonly<Record<string, string>>;
}

/** A documentation address: no real machine has it. https://www.rfc-editor.org/rfc/rfc5737 */
const ADDRESS = "203.0.113.1";

/** A service beyond the platform that is called with alerts, keeps them, and answers everything with 200. */
export class Webhook {
  static async open(): Promise<Webhook> {
    execFileSync("ip", ["address", "replace", `${ADDRESS}/32`, "dev", "lo"]);
    const server = createServer();
    server.listen(0, ADDRESS);
    await once(server, "listening");
    return new Webhook(server);
  }

  readonly told: Told[] = [];
  readonly url: string;

  private constructor(private readonly server: Server) {
    this.url = `http://${ADDRESS}:${(server.address() as AddressInfo).port}`;
    server.on("request", (request, response) => {
      let body = "";
      request.on("data", (part: Buffer) => (body += part.toString()));
      request.on("end", () => {
        const { alerts = [] } = JSON.parse(body || "{}") as { readonly alerts?: readonly Omit<Told, "path">[] };
        this.told.push(...alerts.map(({ status, labels }) => ({ path: request.url ?? "", status, labels })));
        response.end("well\n");
      });
    });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    execFileSync("ip", ["address", "delete", `${ADDRESS}/32`, "dev", "lo"]);
  }
}
