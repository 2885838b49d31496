import { networkInterfaces } from "node:os";
import type { RunningContainer } from "../kernel/container";
import { type Attempt, connectFrom, type Endpoint, type ResolvedName } from "./connect";
import { natRules } from "./nat";
import { hasDefaultRoute } from "./routes";
import { listeners } from "./sockets";

/** Names of the two ends that are no containers. */
export const HOST = "host";
export const OUTSIDE = "outside";

export interface ReachOptions {
  readonly containers: readonly RunningContainer[];
  /** A listener beyond the engine's host. @default - not tried */
  readonly outside?: Endpoint;
  /** What a container is called in the result. @default - its name */
  readonly nameOf?: (container: RunningContainer) => string;
  /** How long each source waits for answers after its last attempt. @default 500 */
  readonly timeoutMs?: number;
}

export type Connection = Attempt & { readonly from: string; readonly to: string };
export type Resolution = ResolvedName & { readonly from: string; readonly to: string };

export interface ReachMatrix {
  readonly nodes: readonly string[];
  /** Every attempt that was made, with its outcome. */
  readonly connections: readonly Connection[];
  /** Every peer's name that was asked for, with what Docker's resolver said. */
  readonly names: readonly Resolution[];
  /** Who has a default route. */
  readonly routed: readonly string[];
}

interface Target extends Endpoint {
  readonly to: string;
}

/** Sources at once: each is a node process that waits most of its time. */
const PARALLEL = 4;

/** Tries to reach every listening TCP port of every other container and of the host, from every container. */
export async function reachMatrix(options: ReachOptions): Promise<ReachMatrix> {
  const named = { nameOf: ({ name }: RunningContainer) => name, ...options };
  const targets = [...named.containers.flatMap((c) => containerTargets(c, named.nameOf(c))), ...hostTargets()];
  if (named.outside) targets.push({ ...named.outside, to: OUTSIDE });
  const rows: Row[] = [];
  for (let next = 0; next < named.containers.length; next += PARALLEL) {
    const group = named.containers.slice(next, next + PARALLEL);
    rows.push(...(await Promise.all(group.map((source) => row(source, targets, named)))));
  }
  return {
    nodes: named.containers.map(named.nameOf),
    connections: rows.flatMap(({ connections }) => connections),
    names: rows.flatMap(({ names }) => names),
    routed: rows.filter(({ routed }) => routed).map(({ from }) => from),
  };
}

interface Row {
  readonly from: string;
  readonly connections: readonly Connection[];
  readonly names: readonly Resolution[];
  readonly routed: boolean;
}

type NamedOptions = ReachOptions & { readonly nameOf: (container: RunningContainer) => string };

async function row(source: RunningContainer, targets: readonly Target[], options: NamedOptions): Promise<Row> {
  const from = options.nameOf(source);
  const others = targets.filter(({ to }) => to !== from);
  const asked = options.containers.filter((peer) => peer.id !== source.id).flatMap((peer) => namesOf(peer, options));
  const answer = await connectFrom(source.pid, {
    endpoints: others,
    names: asked.map(({ name }) => name),
    timeoutMs: options.timeoutMs,
  });
  const connections = answer.connections.map((attempt, i) => ({ ...attempt, from, to: others[i]?.to ?? "" }));
  const names = answer.names.map((resolved, i) => ({ ...resolved, from, to: asked[i]?.to ?? "" }));
  return { from, connections, names, routed: hasDefaultRoute(source.pid) };
}

function namesOf(peer: RunningContainer, { nameOf }: NamedOptions) {
  const names = new Set(peer.attachments.flatMap((attachment) => attachment.names));
  return [...names].map((name) => ({ name, to: nameOf(peer) }));
}

function containerTargets(container: RunningContainer, to: string): readonly Target[] {
  const addresses = container.attachments.flatMap((attachment) => attachment.addresses);
  return product(addresses, tcpPorts(container.pid), to);
}

/** Ports that only NAT serves listen on no socket: an engine without its userland proxy. */
function hostTargets(): readonly Target[] {
  const own = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  const addresses = own.filter(({ internal, address }) => !internal && !address.startsWith("fe80:"));
  const translated = natRules().filter(({ protocol }) => protocol === "tcp");
  const ports = [...tcpPorts("self"), ...translated.map(({ port }) => port)];
  return product(
    addresses.map(({ address }) => address),
    ports,
    HOST,
  );
}

function tcpPorts(pid: number | "self"): readonly number[] {
  return listeners(pid)
    .filter(({ protocol }) => protocol === "tcp")
    .map(({ port }) => port);
}

function product(addresses: readonly string[], ports: readonly number[], to: string): readonly Target[] {
  return addresses.flatMap((address) => [...new Set(ports)].map((port) => ({ to, address, port })));
}
