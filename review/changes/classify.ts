import type { AttributeChange, Change, Json, Risk } from "../model";
import { AFTER_APPLY } from "../model";
import type { ResourceChange } from "../resource";
import { DATA_TYPES, IRREVERSIBLE } from "./data-types";
import { differences, type Difference } from "./differences";
import { isNoise } from "./noise";
import { effectOf } from "./provider-effects";
import { otherVolumes } from "./stateful-mounts";

/** A change as far as it can be told without the rules, and how many of its differences mean nothing. */
export interface Classified {
  readonly change: Change;
  readonly noise: number;
}

export function classify(change: ResourceChange, isStateful: boolean): Classified {
  const all = differences(change.before ?? {}, change.after ?? {});
  // What is made or goes is told as a whole.
  const isWhole = !change.before || !change.after;
  const told = isWhole ? [] : all.filter((one) => !isNoise(change, one));
  const attributes = told.map((one) => attributeOf(change, one));
  const { risk, reasons, remedy } = judged(change, attributes, isStateful);
  return {
    change: {
      ...{ stack: change.stack, address: change.address, type: change.type },
      action: change.action === "none" ? "update" : change.action,
      ...{ risk, reasons, attributes, remedy },
      ...pathOf(change),
    },
    noise: isWhole ? 0 : all.length - told.length,
  };
}

function attributeOf(change: ResourceChange, { path, attribute, before, after }: Difference): AttributeChange {
  const { type, unknown, replacePaths } = change;
  const effect = effectOf(type, attribute, change.before!, change.after!);
  const isKept = change.action !== "replace";
  return {
    path,
    before,
    after: after === undefined && isUnknown(unknown, attribute) ? AFTER_APPLY : after,
    verdict: "neutral",
    forcesReplacement: replacePaths ? replacePaths.some(([first]) => first === attribute) : effect === "replaces",
    ignoredByProvider: isKept && (effect === "nothing" || effect === "unseen"),
  };
}

export function isUnknown(unknown: Json, attribute: string): boolean {
  if (typeof unknown !== "object" || unknown === null) return unknown === true;
  return Boolean((unknown as Readonly<Record<string, Json>>)[attribute]);
}

interface Judged {
  readonly risk: Risk;
  readonly reasons: readonly string[];
  readonly remedy: string;
}

const REMEDIES = {
  keep: "take the change out again; or back up, apply, and restore",
  edit: "change it where a replacement is forced, or take it out: no apply will do it",
  none: "nothing",
} as const;

function judged(change: ResourceChange, attributes: readonly AttributeChange[], isStateful: boolean): Judged {
  const { type, action } = change;
  const lost = DATA_TYPES[type];
  const forced = attributes.filter(({ forcesReplacement }) => forcesReplacement).map(({ path }) => path);
  if (lost !== undefined && (action === "delete" || action === "replace")) {
    const why = forced.length > 0 ? `, forced by ${forced.join(", ")}` : "";
    const fate = action === "delete" ? "is destroyed" : "is destroyed and created empty";
    return { risk: "data-loss", reasons: [`${fate}${why}: ${lost} is lost`], remedy: REMEDIES.keep };
  }
  const irreversible = IRREVERSIBLE[type];
  if (irreversible !== undefined && (action === "create" || action === "update")) {
    return {
      risk: "data-loss",
      reasons: [`cannot be taken back: ${irreversible}`],
      remedy: "be sure, then acknowledge it",
    };
  }
  const empty = isStateful ? otherVolumes(change) : [];
  if (empty.length > 0) return { risk: "data-loss", reasons: empty, remedy: REMEDIES.keep };
  const ignored = attributes.filter(({ ignoredByProvider }) => ignoredByProvider).map(({ path }) => path);
  if (ignored.length > 0) {
    return {
      risk: "ignored-edit",
      reasons: [`the provider never applies an edit of ${ignored.join(", ")}`],
      remedy: REMEDIES.edit,
    };
  }
  return outage(change, forced);
}

/** Whether something is away for a while. */
function outage({ type, action, createsFirst }: ResourceChange, forced: readonly string[]): Judged {
  const why = forced.length > 0 ? ` for ${forced.slice(0, 3).join(", ")}` : "";
  if (type === "docker_container" && action === "replace" && !createsFirst) {
    return { risk: "downtime", reasons: [`stops, and starts anew${why}`], remedy: "apply it when nobody needs it" };
  }
  if ((type === "docker_container" || type === "helm_release") && action === "delete") {
    return { risk: "downtime", reasons: ["is removed"], remedy: "be sure that nothing needs it" };
  }
  if (type === "docker_network" && action === "replace") {
    return {
      risk: "downtime",
      reasons: [`is replaced${why}: all on it start anew`],
      remedy: "apply it when nobody needs it",
    };
  }
  return { risk: "other", reasons: [], remedy: REMEDIES.none };
}

/** Bulwark's own name of what it made. */
function pathOf({ after, before }: ResourceChange): { readonly path?: string } {
  const labels = [(after ?? before)?.["labels"] ?? []].flat() as readonly {
    readonly label?: string;
    readonly value?: string;
  }[];
  const path = labels.find(({ label }) => label === "bulwark.path")?.value;
  return path === undefined ? {} : { path };
}
