import { OUTSIDE, type ReachMatrix } from "./matrix";

export interface DeclaredEdge {
  readonly from: string;
  /** A container's name, `host` or `outside`. */
  readonly to: string;
  readonly ports: readonly number[];
}

export interface DeclaredReach {
  readonly edges: readonly DeclaredEdge[];
  /**
   * Who gets an answer from outside. Having a default route is no such thing: engine 20.10 gives one on internal networks
   * too, and closes them in its firewall.
   */
  readonly outward: readonly string[];
  /** Who resolves whose names, as `from → to`. @default - not compared */
  readonly names?: readonly string[];
}

/** `a → b:80` for every endpoint that answered, each once however many addresses it has. */
export function openEdges({ connections }: ReachMatrix): readonly string[] {
  const open = connections.filter(({ outcome, to }) => outcome === "open" && to !== OUTSIDE);
  return sortedUnique(open.map(({ from, to, port }) => `${from} → ${to}:${port}`));
}

export function resolvedEdges({ names }: ReachMatrix): readonly string[] {
  const known = names.filter(({ addresses }) => addresses.length > 0);
  return sortedUnique(known.map(({ from, to }) => `${from} → ${to}`));
}

/** How the measured reach differs from the declared one; both directions count, so an empty answer means equality. */
export function reachDifferences(matrix: ReachMatrix, declared: DeclaredReach): readonly string[] {
  const edges = declared.edges.flatMap(({ from, to, ports }) => ports.map((port) => `${from} → ${to}:${port}`));
  const tried = matrix.connections.filter(({ to }) => to === OUTSIDE);
  const untried = matrix.nodes.filter((node) => !tried.some(({ from }) => from === node));
  const got = tried.filter(({ outcome }) => outcome === "open").map(({ from }) => from);
  return [
    ...compare(openEdges(matrix), edges, "is open"),
    ...compare(sortedUnique(got), declared.outward, "reaches the outside"),
    ...untried.map((node) => `${node}: nobody tried to reach the outside`),
    ...(declared.names ? compare(resolvedEdges(matrix), declared.names, "resolves") : []),
  ];
}

function compare(actual: readonly string[], declared: readonly string[], what: string): readonly string[] {
  return [
    ...actual.filter((item) => !declared.includes(item)).map((item) => `${item} ${what}, not declared`),
    ...declared.filter((item) => !actual.includes(item)).map((item) => `${item}: declared, but not so: ${what}`),
  ];
}

const sortedUnique = (items: readonly string[]) => [...new Set(items)].sort();
