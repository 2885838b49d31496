import { nameOf } from "../causes";
import type { AttributeChange, Change, Entry, Risk } from "../model";

/** A short place: the port of something, or 21 containers. */
export interface Place {
  /** `volume`, `port`, `21 containers`. */
  readonly what: string;
  /** Of one thing its name. */
  readonly of?: string;
}

/** What people call an attribute or a fact, where its name is another one. */
const CALLED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ports: "port",
    exposures: "port",
    rootReadOnly: "read-only root",
    read_only: "read-only root",
    env: "environment",
    uploads: "files",
    networks_advanced: "networks",
    ingressClosed: "ingress",
    egressClosed: "egress",
  }),
);

/** What is about a part of something, and not about the whole of it. */
const PARTIAL: ReadonlySet<Risk> = new Set<Risk>(["exposure", "weakened", "ignored-edit", "cannot-tell"]);

/** Where an entry is, for a cell of a table. */
export function placeOf({ who, changes }: Entry): Place {
  const [first, ...others] = changes;
  if (others.length > 0) return { what: who };
  const paths = new Set(decisive(first!).map(({ path }) => topOf(path)));
  const [only] = paths;
  const isPart = paths.size === 1 && PARTIAL.has(first!.risk);
  return { what: isPart ? (CALLED.get(only!) ?? spaced(only!)) : kindOf(first!.type), of: nameOf(first!) };
}

/** The attributes that make a change as grave as it is. */
function decisive({ attributes, risk }: Change): readonly AttributeChange[] {
  if (risk === "ignored-edit") return attributes.filter(({ ignoredByProvider }) => ignoredByProvider);
  const worse = attributes.filter(({ verdict }) => verdict === "worse");
  if (worse.length > 0) return worse;
  const forced = attributes.filter(({ forcesReplacement }) => forcesReplacement);
  return forced.length > 0 ? forced : attributes;
}

/** `ports[0].ip` is of `ports`. */
export const topOf = (path: string): string => /^[^.[]*/.exec(path)![0] || path;

/** `rootReadOnly` and `log_opts`, in words. */
const spaced = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replace(/_/g, " ");

/** `docker_volume` is a volume. */
export const kindOf = (type: string): string =>
  (type.includes("_") ? type.slice(type.indexOf("_") + 1) : type).replace(/_/g, " ");
