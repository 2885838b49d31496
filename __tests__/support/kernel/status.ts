import { notInStatus } from "./errors";

export const CAPABILITY_SETS = ["effective", "permitted", "inheritable", "ambient", "bounding"] as const;
export type CapabilitySet = (typeof CAPABILITY_SETS)[number];

/** What the kernel lets one thread do. */
export interface Credentials {
  readonly name: string;
  /** Letter of proc(5): R, S, D, Z (ended, not yet reaped), … */
  readonly state: string;
  /** Real, effective, saved, file system. */
  readonly uids: readonly number[];
  readonly gids: readonly number[];
  readonly groups: readonly number[];
  readonly capabilities: Readonly<Record<CapabilitySet, bigint>>;
  readonly noNewPrivileges: boolean;
  /** 0 off, 1 strict, 2 filter. */
  readonly seccomp: number;
}

const FIELD: Readonly<Record<CapabilitySet, string>> = {
  effective: "CapEff",
  permitted: "CapPrm",
  inheritable: "CapInh",
  ambient: "CapAmb",
  bounding: "CapBnd",
};

/** Reads /proc/<pid>/task/<tid>/status. https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
export function parseStatus(text: string): Credentials {
  const value = (field: string) => fieldOf(text, field);
  const capability = (set: CapabilitySet) => [set, BigInt(`0x${value(FIELD[set])}`)] as const;
  return {
    name: value("Name"),
    state: value("State").charAt(0),
    uids: numbers(value("Uid")),
    gids: numbers(value("Gid")),
    groups: numbers(value("Groups")),
    capabilities: Object.fromEntries(CAPABILITY_SETS.map(capability)) as Record<CapabilitySet, bigint>,
    noNewPrivileges: value("NoNewPrivs") === "1",
    seccomp: Number(value("Seccomp")),
  };
}

function fieldOf(text: string, field: string): string {
  const line = text.split("\n").find((candidate) => candidate.startsWith(`${field}:`));
  if (line === undefined) throw notInStatus(field, text);
  return line.slice(field.length + 1).trim();
}

const numbers = (list: string) => list.split(/\s+/).filter(Boolean).map(Number);
