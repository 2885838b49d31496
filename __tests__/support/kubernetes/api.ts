import { Agent, request } from "node:https";
import { Refused } from "./errors";
import { pathOf, type KubernetesObject } from "./paths";

export interface ApiAccess {
  readonly url: string;
  readonly token: string;
  /** PEM of the certificate that the server shows. */
  readonly ca: string;
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** @default application/json */
  readonly type?: string;
}

/** A small client of the Kubernetes API: the maintained one is an ES module, which Jest cannot load. */
export class Api {
  private readonly agent: Agent;

  constructor(private readonly access: ApiAccess) {
    this.agent = new Agent({ ca: access.ca, keepAlive: true });
  }

  /** @throws Refused with the server's status and words */
  get<T = KubernetesObject>(path: string): Promise<T> {
    return this.send<T>({ method: "GET", path });
  }

  async tryGet<T = KubernetesObject>(path: string): Promise<T | undefined> {
    try {
      return await this.get<T>(path);
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return undefined;
      throw error;
    }
  }

  async list<T = KubernetesObject>(path: string): Promise<readonly T[]> {
    return (await this.get<{ readonly items: readonly T[] }>(path)).items;
  }

  /** With `dryRun` everything is checked, admission included, and nothing is kept. */
  create<T extends KubernetesObject>(object: T, options: { readonly dryRun?: boolean } = {}): Promise<T> {
    const path = pathOf(object) + (options.dryRun ? "?dryRun=All" : "");
    return this.send<T>({ method: "POST", path, body: object });
  }

  /** JSON merge patch. https://www.rfc-editor.org/rfc/rfc7386 */
  patch<T = KubernetesObject>(path: string, body: unknown): Promise<T> {
    return this.send<T>({ method: "PATCH", path, body, type: "application/merge-patch+json" });
  }

  delete(path: string): Promise<unknown> {
    return this.send({ method: "DELETE", path, body: { propagationPolicy: "Background" } });
  }

  post<T = unknown>(path: string, body: unknown): Promise<T> {
    return this.send<T>({ method: "POST", path, body });
  }

  close(): void {
    this.agent.destroy();
  }

  private async send<T>({ method, path, body, type = "application/json" }: Sent): Promise<T> {
    const content = body === undefined ? undefined : JSON.stringify(body);
    const { status, text } = await this.exchange(method, path, { content, type });
    if (status >= 400) throw new Refused(status, `${method} ${path}`, messageIn(text));
    return (isJson(text) ? JSON.parse(text) : text) as T;
  }

  private exchange(
    method: string,
    path: string,
    { content, type }: { readonly content: string | undefined; readonly type: string },
  ) {
    // Node gives the body of a DELETE no length by itself.
    const length = { "content-length": Buffer.byteLength(content ?? "") };
    const headers = { authorization: `Bearer ${this.access.token}`, "content-type": type, ...length };
    const options = { method, headers, agent: this.agent };
    return new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
      const sent = request(new URL(path, this.access.url), options, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part: string) => (text += part));
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text })).on("error", reject);
      });
      sent.on("error", reject).end(content);
    });
  }
}

const isJson = (text: string): boolean => text.startsWith("{");

/** A `Status`, or plain words. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
const messageIn = (text: string): string =>
  isJson(text) ? ((JSON.parse(text) as { readonly message?: string }).message ?? text) : text;
