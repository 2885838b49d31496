import { ownIn } from "../../policies/readers/objects";
import { isDeepStrictEqual } from "node:util";
import { isObject, type Unknowns } from "../../policies/readers/objects";
import type { Json, Shown } from "../model";
import { linesChanged } from "../posture/files/lines";

export interface ObjectDifference {
  /** `spec.template.spec.containers[server].image`. */
  readonly path: string;
  readonly before: Shown;
  readonly after: Shown;
}

/** Deeper than any object of a cluster. */
const DEEPEST = 60;

/** More of one object nobody reads. */
const MOST = 300;

/** Lists of which the order means little or nothing, and what names their entries; the first that all of them have. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  containers: ["name"],
  initContainers: ["name"],
  ephemeralContainers: ["name"],
  env: ["name"],
  volumes: ["name"],
  volumeMounts: ["mountPath"],
  volumeDevices: ["devicePath"],
  ports: ["name", "containerPort", "port"],
  imagePullSecrets: ["name"],
  hostAliases: ["ip"],
  items: ["key"],
  secrets: ["name"],
  webhooks: ["name"],
  metrics: ["type"],
  subjects: ["name"],
};

/** What differs between two objects, as deep as it is told apart. */
export function objectDifferences(before: Unknowns, after: Unknowns): readonly ObjectDifference[] {
  const found: ObjectDifference[] = [];
  compare("", { name: "", before, after, depth: 0 }, found);
  const left = found.length - MOST;
  return left > 0 ? [...found.slice(0, MOST), { path: `${left} more`, before: undefined, after: undefined }] : found;
}

interface Compared {
  /** The last name on the way. */
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly depth: number;
}

function compare(path: string, { name, before, after, depth }: Compared, found: ObjectDifference[]): void {
  if (isDeepStrictEqual(before ?? undefined, after ?? undefined)) return;
  const [was, is] = [partsOf(name, before), partsOf(name, after)];
  if (!was || !is || depth === DEEPEST) {
    found.push({ path, ...shownPair(before, after) });
    return;
  }
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const step = key.startsWith("[") ? key : path === "" ? key : `.${key}`;
    const below = key.startsWith("[") ? name : key;
    compare(path + step, { name: below, before: was.get(key), after: is.get(key), depth: depth + 1 }, found);
  }
}

/** What a map or a list of maps holds, by what follows in a path; words in a list are told as a whole. */
function partsOf(name: string, value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (isObject(value)) return new Map(Object.entries(value));
  if (!Array.isArray(value) || !value.every(isObject)) return undefined;
  const all = value as readonly Unknowns[];
  const key = ownIn(NAMED, name)?.find((one) => areNames(all.map((entry) => entry[one])));
  return new Map(all.map((one, index) => [`[${key ? String(one[key]) : index}]`, key ? unnamed(one, key) : one]));
}

const areNames = (values: readonly unknown[]): boolean =>
  values.every((value) => typeof value === "string" || typeof value === "number") &&
  new Set(values).size === values.length;

/** A variable is its value. */
function unnamed(entry: Unknowns, key: string): unknown {
  const { [key]: _name, ...rest } = entry;
  return Object.keys(rest).length === 1 && "value" in rest ? rest["value"] : rest;
}

/** Of texts of several lines those that are not the same. */
function shownPair(before: unknown, after: unknown): Pick<ObjectDifference, "before" | "after"> {
  const areLong = [before, after].every((text) => typeof text === "string" && text.includes("\n"));
  if (!areLong) return { before: before as Json | undefined, after: after as Json | undefined };
  const lines = linesChanged(before as string, after as string);
  const only = (kind: "added" | "removed") =>
    lines
      .filter((line) => line.kind === kind)
      .map(({ text }) => text)
      .join("\n");
  return { before: only("removed"), after: only("added") };
}
