/** Where a component answers, as its users see it. */
export interface Endpoint {
  readonly scheme: "http" | "https" | "postgres" | "redis" | "tcp";
  readonly host: string;
  readonly port: number;
}

export function url({ scheme, host, port }: Endpoint, path = ""): string {
  return `${scheme}://${host}:${port}${path}`;
}
