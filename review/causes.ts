import { RISKS, type Change, type Entry } from "./model";

const PLURAL: Readonly<Record<string, string>> = {
  docker_container: "containers",
  docker_network: "networks",
  docker_volume: "volumes",
  helm_release: "releases",
};

const DONE = {
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
    .map((group): Entry => ({ risk: group[0]!.risk, title: titleOf(group), changes: group }))
    .sort((a, b) => RISKS.indexOf(a.risk) - RISKS.indexOf(b.risk) || b.changes.length - a.changes.length);
}

/** Of a loss and of a weakening each is its own: they are read one by one. */
function causeOf({ stack, address, type, action, risk, attributes, reasons }: Change): string {
  if (["data-loss", "exposure", "weakened", "runs-code", "cannot-tell"].includes(risk))
    return JSON.stringify([stack, address]);
  const edited = attributes.map(({ path, after }) => [path, after]);
  return JSON.stringify([risk, type, action, edited, reasons.length > 0]);
}

function titleOf([first, ...others]: readonly Change[]): string {
  const { type, action, attributes, reasons, path, address } = first!;
  // Of one that is grave, why it is says more than what is edited.
  if (others.length === 0 && reasons.length > 0) return `${path ?? address} ${reasons[0]!}`;
  const what = attributes.slice(0, 3).map((one) => one.path);
  const more = attributes.length > 3 ? ` and ${attributes.length - 3} more` : "";
  const why = what.length > 0 ? `: ${what.join(", ")}${more}` : "";
  const who = others.length === 0 ? (path ?? address) : `${others.length + 1} ${PLURAL[type] ?? type}`;
  return `${who} ${DONE[action]}${why}`;
}
