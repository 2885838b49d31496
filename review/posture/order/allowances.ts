import type { Allowance, Direction, PolicyPeer, PolicyPort } from "../../../policies/facts/kubernetes";
import { parseCidr, withoutRanges, type AddressRange } from "../../../policies/facts/cidr";
import { peerInWords, portsInWords } from "../allowance-words";
import type { Ordering } from "./ordering";

type Allowances = readonly Allowance[] | "all";

/** What a direction without any policy means. */
export const UNCLOSED: Readonly<Record<Direction, string>> = {
  ingress: "is open to every pod, for no policy closes its ingress",
  egress: "may reach everything, for no policy closes its egress",
};

/**
 * Whom policies let through, together and however they are divided. Pods that are told by their labels are no weakening: who
 * newly reaches whom is told by itself. Addresses, everybody, whole namespaces and a selector that has lost a label are.
 */
export const allowances = (direction: Direction): Ordering<Allowances> => ({
  // Of what is new it is told which addresses reach it.
  harmless: [{ peer: { kind: "pods", labels: [] }, ports: [] }],
  worse: (before, after) => {
    if (after === "all") return before === "all" ? [] : [UNCLOSED[direction]];
    if (before === "all") return [];
    const verb = direction === "ingress" ? "lets in" : "may reach";
    const wider = newAllowances(before, after).filter((one) => isWide(one, before));
    return [...new Set(wider.map(({ peer, ports }) => `${verb} ${peerInWords(peer)} ${portsInWords(ports)}`))];
  },
  isExposure: true,
});

/** More comparisons are made by words: of one workload, of which there may be thousands, in a hundredth of a second. */
const MOST_COMPARED = 500_000;

/**
 * What some allow, and others do not, port by port and address by address; the peers are those of the second.
 *
 * @param most so many comparisons are made for it
 */
export function newAllowances(
  before: readonly Allowance[],
  after: readonly Allowance[],
  most = MOST_COMPARED,
): readonly Allowance[] {
  const known = new Set(before.map(textOf));
  const others = after.filter((one) => !known.has(textOf(one)));
  const cuts = before.reduce((sum, { ports }) => sum + 2 * ports.length, 1);
  if (others.length * before.length * cuts > most) return others;
  return others.flatMap(({ peer, ports }) => {
    const pieces = piecesOf(ports.length > 0 ? ports : EVERY_PORT, before);
    const open = pieces.filter((piece) => !isCovered(peer, piece, before));
    if (open.length === 0) return [];
    // Every port is told as such, also where some of them were open.
    return [{ peer, ports: ports.length === 0 ? [] : joined(open) }];
  });
}

/** Many workloads have the same policies. */
const texts = new WeakMap<Allowance, string>();

function textOf(one: Allowance): string {
  const text = texts.get(one) ?? JSON.stringify(one);
  texts.set(one, text);
  return text;
}

const LAST_PORT = 65_535;
const EVERY_PORT: readonly PolicyPort[] = ["TCP", "UDP", "SCTP"].map((protocol) => ({
  ...{ protocol, first: 1, last: LAST_PORT },
}));

/** Ranges of ports, cut where one of the others begins or ends: each piece is in all of another range, or in nothing of it. */
function piecesOf(ports: readonly PolicyPort[], others: readonly Allowance[]): readonly PolicyPort[] {
  const cuts = others.flatMap(({ ports: known }) =>
    known.flatMap((port) => ("name" in port ? [] : [port.first, port.last + 1])),
  );
  return ports.flatMap((port): readonly PolicyPort[] => {
    if ("name" in port) return [port];
    const { protocol, first, last } = port;
    const inside = [...new Set(cuts)].filter((cut) => cut > first && cut <= last).sort((one, other) => one - other);
    return [first, ...inside].map((start, at) => ({ protocol, first: start, last: (inside[at] ?? last + 1) - 1 }));
  });
}

function joined(pieces: readonly PolicyPort[]): readonly PolicyPort[] {
  const all: PolicyPort[] = [];
  for (const piece of pieces) {
    const before = all.at(-1);
    const touches =
      before &&
      !("name" in before || "name" in piece) &&
      before.protocol === piece.protocol &&
      before.last + 1 === piece.first;
    if (touches) all[all.length - 1] = { ...before, last: piece.last };
    else all.push(piece);
  }
  return all;
}

function isCovered(peer: PolicyPeer, piece: PolicyPort, before: readonly Allowance[]): boolean {
  const peers = before
    .filter(({ ports }) => ports.length === 0 || ports.some((port) => holds(port, piece)))
    .map((one) => one.peer);
  if (peers.some(({ kind }) => kind === "everybody")) return true;
  if (peer.kind === "everybody") return false;
  if (peer.kind === "pods")
    return peers.some((one) => one.kind === "pods" && one.labels.every((label) => asksFor(peer.labels, label)));
  const known = peers.flatMap(rangesOf);
  return rangesOf(peer).every((range) => withoutRanges(range, known).length === 0);
}

const holds = (port: PolicyPort, piece: PolicyPort): boolean => {
  if (port.protocol !== piece.protocol) return false;
  if ("name" in port || "name" in piece) return "name" in port && "name" in piece && port.name === piece.name;
  return port.first <= piece.first && piece.last <= port.last;
};

/** To be something is to be there. */
const asksFor = (labels: readonly string[], wanted: string): boolean =>
  labels.includes(wanted) ||
  (wanted.endsWith(" exists") && labels.some((label) => label.startsWith(`${wanted.slice(0, -" exists".length)}=`)));

function rangesOf(peer: PolicyPeer): readonly AddressRange[] {
  if (peer.kind !== "addresses") return [];
  const range = parseCidr(peer.cidr);
  const except = peer.except.flatMap((written) => parseCidr(written) ?? []);
  return range ? withoutRanges(range, except) : [];
}

/** Whether it is for more than pods that somebody named. */
function isWide({ peer, ports }: Allowance, before: readonly Allowance[]): boolean {
  if (peer.kind !== "pods" || !peer.labels.some((label) => label.startsWith("pod "))) return true;
  const known = before.flatMap((one) =>
    one.peer.kind === "pods" ? [{ labels: one.peer.labels, hasPorts: one.ports.length > 0 }] : [],
  );
  return known.some(({ labels, hasPorts }) => {
    const isWithin = peer.labels.every((label) => labels.includes(label));
    const hasLostLabel = isWithin && labels.length > peer.labels.length;
    const hasLostPorts = isWithin && labels.length === peer.labels.length && hasPorts && ports.length === 0;
    return hasLostLabel || hasLostPorts;
  });
}
