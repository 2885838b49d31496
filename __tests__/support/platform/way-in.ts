import { request, type RequestOptions } from "node:https";
import { readFileSync } from "node:fs";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A client of the way in that trusts only the environment's own CA. */
export class WayInClient {
  constructor(
    private readonly caFile: string,
    private readonly port = 8443,
  ) {}

  ask(path: string, { method = "GET", headers = {}, body }: Ask = {}): Promise<Answer> {
    const options: RequestOptions = {
      host: "127.0.0.1",
      port: this.port,
      path,
      method,
      headers,
      ca: readFileSync(this.caFile),
      agent: false,
      timeout: 15_000,
    };
    return new Promise((resolve, reject) => {
      const asked = request(options, (response) => {
        let text = "";
        response.on("data", (part: Buffer) => (text += part.toString()));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      });
      asked.on("error", reject).on("timeout", () => asked.destroy());
      asked.end(body);
    });
  }
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
