import type { HostFolder } from "./host-file";

/** What is added to a container's users and groups to get those of the host. */
export interface OwnerBase {
  readonly uid: number;
  readonly gid: number;
}

const NONE: OwnerBase = { uid: 0, gid: 0 };

/**
 * The base of an engine that runs with `userns-remap`: it maps owners when files go in and, measured with 20.10, not
 * when they come out. Such an engine keeps its data in a folder named by the base.
 * https://docs.docker.com/engine/security/userns-remap/
 */
export function ownerBase({ SecurityOptions, DockerRootDir }: EngineInfo): OwnerBase {
  if (!(SecurityOptions ?? []).some((option) => option.includes("name=userns"))) return NONE;
  const [, uid, gid] = /\/(\d+)\.(\d+)$/.exec(DockerRootDir) ?? [];
  return uid === undefined || gid === undefined ? NONE : { uid: Number(uid), gid: Number(gid) };
}

/** The part of the engine's description of itself that is read here. */
export interface EngineInfo {
  readonly SecurityOptions?: readonly string[] | null;
  readonly DockerRootDir: string;
}

/** An entry with its owner as containers see it. */
export function withoutBase<E extends HostFolder>(entry: E, base: OwnerBase): E {
  const seen = (id: number, offset: number): number => (id >= offset ? id - offset : id);
  return { ...entry, uid: seen(entry.uid, base.uid), gid: seen(entry.gid, base.gid) };
}
