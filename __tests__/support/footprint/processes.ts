import { parseMountinfo } from "../kernel/mountinfo";
import { fromProc, processIds } from "../kernel/processes";

/** Mounts of this mount namespace. */
export function mounts(): readonly string[] {
  const all = parseMountinfo(fromProc("self/mountinfo") ?? "");
  return all.map(({ target, root, source, type }) => `${target} ${type} ${source} ${root}`).sort();
}

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
  readonly start: string;
}

/**
 * Processes of this PID namespace by id, start and command. Left out are those that were started by this one (they are
 * the measuring) and those that have ended and wait for a parent that may never ask.
 */
export function processes(): readonly string[] {
  const stats = processIds().flatMap((pid) => statOf(pid));
  const parents = new Map(stats.map(({ pid, parent }) => [pid, parent]));
  const others = stats.filter(({ pid, state }) => state !== "Z" && !isBelow(pid, process.pid, parents));
  return others.map(({ pid, start }) => `${pid} started at ${start}: ${commandOf(pid)}`).sort();
}

function statOf(pid: number): readonly Stat[] {
  const text = fromProc(`${pid}/stat`);
  if (text === undefined) return [];
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return [{ pid, state: fields[0] ?? "", parent: Number(fields[1]), start: fields[19] ?? "" }];
}

function isBelow(pid: number, ancestor: number, parents: ReadonlyMap<number, number>): boolean {
  const parent = parents.get(pid);
  return parent !== undefined && parent > 0 && (parent === ancestor || isBelow(parent, ancestor, parents));
}

function commandOf(pid: number): string {
  const command = (fromProc(`${pid}/cmdline`) ?? "").split("\0").join(" ").trim();
  return command || `[${(fromProc(`${pid}/comm`) ?? "").trim()}]`;
}
