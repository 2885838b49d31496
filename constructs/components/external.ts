import type { Construct } from "constructs";
import { z } from "zod";
import { Component, variableName, type Binding, type Endpoint, type Reachable, type Registered } from "../core";

export const externalSettings = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).describe("where it answers, as the layers see it"),
  health: z.string().startsWith("/").default("/").describe("path that answers 200 while it is well"),
});

export type ExternalSettings = z.output<typeof externalSettings>;

export interface ExternalProps {
  readonly url: string;
  /** @default / */
  readonly healthPath?: string;
}

/** An endpoint that Bulwark watches and never manages: it renders to no container. Those who use it can reach out. */
export class External extends Component implements Reachable, Registered {
  readonly endpoint: Endpoint;
  readonly registration: Registered["registration"];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ExternalProps,
  ) {
    super(scope, id);
    const { protocol, hostname, port } = new URL(props.url);
    const scheme = protocol === "https:" ? "https" : "http";
    this.endpoint = { scheme, host: hostname, port: Number(port) || (scheme === "https" ? 443 : 80) };
    this.registration = { services: [id], url: props.url, healthPath: props.healthPath ?? "/", external: true };
  }

  override get isolated(): boolean {
    return false;
  }

  bindingFor(): Binding {
    return { environment: { [`${variableName(this.name)}_URL`]: this.props.url }, secrets: [] };
  }

  spec(): undefined {
    return undefined;
  }
}
