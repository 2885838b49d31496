import { RISKS, type Change, type Entry } from "./model";

const PLURAL: ReadonlyMap<string, string> = new Map(
  Object.entries({
    docker_container: "containers",
    docker_network: "networks",
    docker_volume: "volumes",
    helm_release: "releases",
  }),
);

/** What was done, in words. */
export const DONE = {
  create: "created",
  update: "changed",
  replace: "replaced",
  delete: "removed",
  forget: "forgotten",
  move: "moved",
  import: "imported",
} as const;

/** One entry for each cause, the gravest first: what is done to many for the same reason is told once. */
export function entriesOf(changes: readonly Change[]): readonly Entry[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = causeOf(change);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()]
    .map((group): Entry => ({ risk: group[0]!.risk, ...wordsOf(group), changes: group }))
    .sort((a, b) => RISKS.indexOf(a.risk) - RISKS.indexOf(b.risk) || b.changes.length - a.changes.length);
}

/** Of a loss and of a weakening each is its own: they are read one by one. */
function causeOf({ stack, address, type, action, risk, attributes, reasons }: Change): string {
  if (["data-loss", "exposure", "weakened", "runs-code", "cannot-tell"].includes(risk))
    return JSON.stringify([stack, address]);
  const edited = attributes.map(({ path, after }) => [path, after]);
  return JSON.stringify([risk, type, action, edited, reasons.length > 0]);
}

/** Of one that is grave, why it is says more than what is edited. */
function wordsOf(group: readonly Change[]): Pick<Entry, "who" | "what"> {
  const [first, ...others] = group;
  const { type, action, attributes, reasons } = first!;
  const who = others.length === 0 ? nameOf(first!) : `${group.length} ${PLURAL.get(type) ?? type}`;
  if (others.length === 0 && reasons.length > 0) return { who, what: reasons[0]! };
  const named = attributes.slice(0, 3).map(({ path }) => path);
  const more = attributes.length > 3 ? ` and ${attributes.length - 3} more` : "";
  return { who, what: `${DONE[action]}${named.length > 0 ? `: ${named.join(", ")}${more}` : ""}` };
}

/** By what people know it: the construct's path, or Terraform's name without its type. */
export const nameOf = ({ path, type, address }: Change): string =>
  path ?? (address.startsWith(`${type}.`) ? address.slice(type.length + 1) : address);

/** Why it is as grave as it is, beyond what `what` says. */
export const furtherReasons = ({ changes: [first, ...others] }: Entry): readonly string[] =>
  others.length === 0 ? first!.reasons.slice(1) : first!.reasons;
