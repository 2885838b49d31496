import { readdirSync, readlinkSync } from "node:fs";
import type Docker from "dockerode";
import { fromProc, processIds } from "../kernel/processes";
import { natRules } from "./nat";
import { listeners } from "./sockets";

export interface PublishedPort {
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
  /** Who says so: `inspect` is a promise; `socket` and `nat` are what the kernel does. */
  readonly seenBy: readonly ("inspect" | "socket" | "nat")[];
}

/** Where something listens in the engine's network namespace, and the program that does. */
export interface HostListener {
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
  readonly program: string;
}

type Sighting = Omit<PublishedPort, "seenBy"> & { readonly by: PublishedPort["seenBy"][number] };

/** Every published port, from what the engine says and from what the kernel has. */
export async function publishedPorts(docker: Docker): Promise<readonly PublishedPort[]> {
  const proxies = hostListeners().filter(({ program }) => program === "docker-proxy");
  const sightings: readonly Sighting[] = [
    ...(await inspectedPorts(docker)),
    ...proxies.map(({ address, port, protocol }) => ({ address, port, protocol, by: "socket" as const })),
    ...natRules().map(({ address, port, protocol }) => ({ address, port, protocol, by: "nat" as const })),
  ];
  const keys = [...new Set(sightings.map(keyOf))];
  return keys.map((key) => merged(sightings.filter((sighting) => keyOf(sighting) === key)));
}

const keyOf = ({ address, port, protocol }: DeclaredPort) => `${address}:${port}/${protocol ?? "tcp"}`;

function merged(same: readonly Sighting[]): PublishedPort {
  const { address, port, protocol } = same[0]!;
  return { address, port, protocol, seenBy: [...new Set(same.map(({ by }) => by))] };
}

async function inspectedPorts(docker: Docker): Promise<readonly Sighting[]> {
  const listed = await docker.listContainers();
  const inspected = await Promise.all(listed.map(({ Id }) => docker.getContainer(Id).inspect()));
  return inspected.flatMap(({ NetworkSettings }) =>
    Object.entries(NetworkSettings.Ports ?? {}).flatMap(([key, bindings]) =>
      (bindings ?? []).map(({ HostIp, HostPort }) => ({
        ...{ address: HostIp, port: Number(HostPort), protocol: key.split("/")[1] ?? "tcp" },
        by: "inspect" as const,
      })),
    ),
  );
}

/** All listening sockets of this network namespace with their programs; the program is "" where no process shows it. */
export function hostListeners(): readonly HostListener[] {
  const programs = programsBySocket();
  return listeners("self").map(({ inode, ...listener }) => ({ ...listener, program: programs.get(inode) ?? "" }));
}

function programsBySocket(): ReadonlyMap<string, string> {
  return new Map(processIds().flatMap((pid) => socketsOf(pid).map((inode) => [inode, programOf(pid)] as const)));
}

const programOf = (pid: number) => (fromProc(`${pid}/comm`) ?? "").trim();

function socketsOf(pid: number): readonly string[] {
  return descriptors(pid).flatMap((descriptor) => /^socket:\[(\d+)\]$/.exec(linkOf(pid, descriptor))?.[1] ?? []);
}

function descriptors(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`);
  } catch {
    return [];
  }
}

function linkOf(pid: number, descriptor: string): string {
  try {
    return readlinkSync(`/proc/${pid}/fd/${descriptor}`);
  } catch {
    return "";
  }
}

export interface DeclaredPort {
  readonly address: string;
  readonly port: number;
  /** @default "tcp" */
  readonly protocol?: string;
}

/** Undeclared ports, and declared ones that the kernel does not serve. */
export function publishedDifferences(
  actual: readonly PublishedPort[],
  declared: readonly DeclaredPort[],
): readonly string[] {
  const wanted = new Set(declared.map(keyOf));
  const served = new Set(actual.filter(({ seenBy }) => seenBy.some((by) => by !== "inspect")).map(keyOf));
  const extra = actual.filter((port) => !wanted.has(keyOf(port)));
  return [
    ...extra.map((port) => `${keyOf(port)} is published, not declared (seen by ${port.seenBy.join(", ")})`),
    ...[...wanted].filter((port) => !served.has(port)).map((port) => `${port} is declared, but nothing serves it`),
  ];
}
