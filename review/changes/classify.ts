import { isObject } from "../../policies/readers/objects";
import type { AttributeChange, Change, Json } from "../model";
import type { ResourceChange } from "../resource";
import { differences, type Difference } from "./differences";
import { weakenedGuard } from "./guards";
import { judged, type Role } from "./judge";
import { isNoise } from "./noise";
import { effectOf } from "./provider-effects";

/** A change as far as it can be told without the rules, and how many of its differences mean nothing. */
export interface Classified {
  readonly change: Change;
  readonly noise: number;
  /** Whether it is no resource, but a block that says something about them. */
  readonly isBlock: boolean;
}

export function classify(change: ResourceChange, role: Role): Classified {
  const all = differences(change.before ?? {}, change.after ?? {});
  // What is made or goes is told as a whole; an output is nothing but its value.
  const isWhole = (!change.before || !change.after) && change.type !== "output";
  const told = isWhole ? [] : all.filter((one) => !isNoise(change, one));
  const attributes = told.map((one) => attributeOf(change, one));
  const { risk, reasons, remedy } = judged(change, attributes, role);
  return {
    change: {
      ...{ stack: change.stack, address: change.address, type: change.type },
      action: change.action === "none" ? "update" : change.action,
      ...{ risk, reasons, attributes, remedy },
      ...pathOf(change),
    },
    noise: isWhole ? 0 : all.length - told.length,
    isBlock: change.isBlock === true,
  };
}

function attributeOf(change: ResourceChange, { path, attribute, before, after }: Difference): AttributeChange {
  const { type, replacePaths } = change;
  const effect = effectOf(type, attribute, change.before ?? {}, change.after ?? {});
  const isKept = change.action !== "replace";
  const shown = (value: Json | undefined) => (attribute === "upload" ? filesInWords(path, value) : value);
  return {
    ...{ path, before: shown(before), after: shown(after) },
    verdict: weakenedGuard(type, { path, before, after }) ? "worse" : "neutral",
    forcesReplacement: replacePaths ? replacePaths.some(([first]) => first === attribute) : effect === "replaces",
    ignoredByProvider: isKept && (effect === "nothing" || effect === "unseen"),
  };
}

/** What is in a file is told line by line, where it is text that a report may show. @param path of the value, with its name */
function filesInWords(path: string, value: Json | undefined): Json | undefined {
  if (path.endsWith(".content") && typeof value === "string") return inBytes(Buffer.from(value));
  if (path.endsWith(".content_base64") && typeof value === "string") return inBytes(Buffer.from(value, "base64"));
  if (!isObject(value)) return value;
  const parts = Object.entries(value as Readonly<Record<string, Json>>);
  return Object.fromEntries(parts.map(([name, part]) => [name, filesInWords(`${path}.${name}`, part) ?? null]));
}

const inBytes = ({ length }: Buffer): string => `${length} bytes`;

/** Bulwark's own name of what it made. */
function pathOf({ after, before }: ResourceChange): { readonly path?: string } {
  const labels = ([(after ?? before)?.["labels"]].flat() as readonly unknown[]).filter(isObject);
  const path = labels.find(({ label }) => label === "bulwark.path")?.["value"];
  return typeof path === "string" ? { path } : {};
}
