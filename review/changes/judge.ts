import { ownIn } from "../../policies/readers/objects";
import type { AttributeChange, Risk } from "../model";
import type { ResourceChange } from "../resource";
import { judgedBlock, otherCommands } from "./blocks";
import { DATA_TYPES, endOf, irreversible } from "./data-types";
import { openFromTheStart, weakenedGuard } from "./guards";
import { otherVolumes } from "./stateful-mounts";

export interface Judged {
  readonly risk: Risk;
  readonly reasons: readonly string[];
  readonly remedy: string;
}

const REMEDIES = {
  keep: "take the change out again; or back up, apply, and restore",
  restore: "find out who removed it, and restore a backup",
  irreversible: "be sure, then acknowledge it",
  edit: "change it where a replacement is forced, or take it out: no apply will do it",
  guard: "take it back, or ask those who own the data",
  away: "apply it when nobody needs it",
  gone: "be sure that nothing needs it",
  none: "nothing",
} as const;

/** What a container is there for. */
export interface Role {
  readonly isStateful: boolean;
  /** It ends by itself, or never runs: nobody misses it while it is made anew. */
  readonly isTask: boolean;
}

/** The gravest that is known of a change without the rules. */
export function judged(
  change: ResourceChange,
  attributes: readonly AttributeChange[],
  { isStateful, isTask }: Role,
): Judged {
  const forced = attributes.filter(({ forcesReplacement }) => forcesReplacement).map(({ path }) => path);
  const empty = isStateful ? otherVolumes(change) : [];
  return (
    judgedBlock(change, attributes) ??
    loss(change, forced) ??
    lock(change) ??
    (empty.length > 0 ? { risk: "data-loss", reasons: empty, remedy: REMEDIES.keep } : undefined) ??
    weaker(change, attributes) ??
    otherCommands(change, attributes) ??
    withoutEffect(attributes) ??
    (isTask ? undefined : outage(change, forced)) ?? { risk: "other", reasons: whyOf(change), remedy: REMEDIES.none }
  );
}

function loss(change: ResourceChange, forced: readonly string[]): Judged | undefined {
  const { type, action, before, because } = change;
  const lost = ownIn(DATA_TYPES, type);
  if (lost === undefined) return undefined;
  if (action === "create" && because !== undefined) {
    return {
      risk: "data-loss",
      reasons: [`${because}, and is created empty: ${lost} is lost`],
      remedy: REMEDIES.restore,
    };
  }
  if (action !== "delete" && action !== "replace") return undefined;
  const why =
    forced.length > 0 ? `, forced by ${forced.join(", ")}` : because === undefined ? "" : `, since it ${because}`;
  const fate = action === "delete" ? "is destroyed" : "is destroyed and created empty";
  const end = endOf(type, before ?? {});
  return {
    risk: "data-loss",
    reasons: [`${fate}${why}: ${lost} is lost${end === undefined ? "" : `; ${end}`}`],
    remedy: REMEDIES.keep,
  };
}

function lock({ type, action, after }: ResourceChange): Judged | undefined {
  if (action !== "create" && action !== "update" && action !== "replace") return undefined;
  const what = irreversible(type, after ?? {});
  return what === undefined
    ? undefined
    : { risk: "data-loss", reasons: [`cannot be taken back: ${what}`], remedy: REMEDIES.irreversible };
}

function weaker({ type, action, after }: ResourceChange, attributes: readonly AttributeChange[]): Judged | undefined {
  if (action === "create" || (action === "delete" && type === "aws_s3_bucket_public_access_block")) {
    const open = action === "create" ? openFromTheStart(type, after ?? {}) : ["no longer keeps the bucket closed"];
    return open.length > 0 ? { risk: "exposure", reasons: open, remedy: REMEDIES.guard } : undefined;
  }
  const guards = attributes.flatMap((one) => weakenedGuard(type, one) ?? []);
  if (guards.length === 0) return undefined;
  const exposed = guards.filter(({ risk }) => risk === "exposure");
  return {
    risk: exposed.length > 0 ? "exposure" : "weakened",
    reasons: [...new Set([...exposed, ...guards].map(({ words }) => words))],
    remedy: REMEDIES.guard,
  };
}

function withoutEffect(attributes: readonly AttributeChange[]): Judged | undefined {
  const ignored = attributes.filter(({ ignoredByProvider }) => ignoredByProvider).map(({ path }) => path);
  if (ignored.length === 0) return undefined;
  const reason = `the provider never applies an edit of ${ignored.join(", ")}`;
  return { risk: "ignored-edit", reasons: [reason], remedy: REMEDIES.edit };
}

/** What somebody needs at every moment, and what becomes of the others when it is made anew. */
const NEEDED: Readonly<Record<string, string>> = {
  docker_container: "stops, and starts anew",
  docker_network: "is replaced",
  docker_service: "stops, and starts anew",
  helm_release: "is removed and installed again",
  aws_ecs_service: "stops, and starts anew",
  aws_eks_cluster: "is replaced",
  aws_eks_node_group: "is replaced",
  aws_instance: "stops, and starts anew",
  aws_lb: "is replaced",
  aws_rds_cluster_instance: "stops, and starts anew",
};

/** Whether something is away for a while. */
function outage(change: ResourceChange, forced: readonly string[]): Judged | undefined {
  const { type, action, createsFirst, because } = change;
  const needed = ownIn(NEEDED, type);
  if (needed === undefined) return undefined;
  if (action === "delete" && type !== "docker_network") {
    return { risk: "downtime", reasons: ["is removed", ...whyOf(change)], remedy: REMEDIES.gone };
  }
  if (action !== "replace" || (createsFirst && type !== "docker_network")) return undefined;
  const why =
    forced.length > 0 ? ` for ${forced.slice(0, 3).join(", ")}` : because === undefined ? "" : `, since it ${because}`;
  const others = type === "docker_network" ? ": all on it start anew" : "";
  return { risk: "downtime", reasons: [`${needed}${why}${others}`], remedy: REMEDIES.away };
}

function whyOf({ action, because }: ResourceChange): readonly string[] {
  const forgotten = action === "forget" ? ["is no longer managed; nothing is destroyed"] : [];
  return because === undefined ? forgotten : [...forgotten, because];
}
