import type { Kind } from "./kinds";

/** Something that answers HTTP: a service layer that this one uses, or an external system that it watches. */
export interface Endpoint {
  readonly name: string;
  /** Scheme, host and port; no path. */
  readonly origin: string;
  readonly healthPath: string;
}

const ENTRY = /^([a-z0-9][a-z0-9-]{0,62})=(https?:\/\/[^\s,]+)$/;

function endpointFrom(entry: string): Endpoint | undefined {
  const [, name, address] = ENTRY.exec(entry) ?? [];
  if (!name || !address || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.username || url.password || url.hash) return undefined;
  const path = url.pathname + url.search;
  return { name, origin: url.origin, healthPath: path === "/" ? "/health" : path };
}

/** Comma-separated `name=http://host:port[/healthpath]`; each name once. */
export const endpoints: Kind<readonly Endpoint[]> = {
  allowed: "a comma-separated list of name=http://host:port or name=http://host:port/healthpath, each name once",
  parse: (text) => {
    const list = text.split(",").map((entry) => endpointFrom(entry.trim()));
    const complete = list.filter((endpoint) => endpoint !== undefined);
    const names = new Set(complete.map((endpoint) => endpoint.name));
    return names.size === list.length ? complete : undefined;
  },
};
