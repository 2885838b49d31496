import type Docker from "dockerode";
import { readFileSync } from "node:fs";
import type { Manifest } from "../../../operations/manifest";
import { parseMountinfo, type Mount } from "../kernel/mountinfo";
import { fromProc } from "../kernel/processes";

/** A container of the platform, and what is around it, at one time. */
export interface Seen {
  readonly inspected: Docker.ContainerInspectInfo;
  /** As the kernel shows them to the container's own process. */
  readonly mounts: readonly Mount[];
  /** The content of a file as the container sees it; undefined where there is none. */
  readonly file: (path: string) => string | undefined;
  /** All containers of the component, jobs included, by their path below it. */
  readonly siblings: Readonly<Record<string, Docker.ContainerInspectInfo>>;
  readonly component: string;
  readonly manifest: Manifest;
}

type Container = Pick<Seen, "inspected" | "mounts" | "file">;

/** A running container, read through /proc. */
export function running(inspected: Docker.ContainerInspectInfo): Container {
  const { Pid } = inspected.State;
  return {
    inspected,
    mounts: parseMountinfo(fromProc(`${Pid}/mountinfo`) ?? ""),
    file: (path) =>
      path.startsWith("/proc/self/") ? fromProc(path.replace("/proc/self", `${Pid}`)) : below(Pid, path),
  };
}

function below(pid: number, path: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/root${path}`, "utf8");
  } catch {
    return undefined;
  }
}

/** What a job runs so that its log holds what it saw: it has ended when one could look. */
export const TELL = [
  "/bin/sh",
  "-c",
  'for f in /proc/self/mountinfo /proc/self/net/dev /proc/self/status /proc/self/environ /proc/1/cmdline /version /config/* /run/secrets/*; do [ -f "$f" ] && echo "== $f" && cat "$f" && echo; done; exit 0',
];

/** A job that has ended, read from its log. */
export function ended(inspected: Docker.ContainerInspectInfo, log: string): Container {
  const sections = log.split(/^== /m).map((text) => text.split("\n"));
  const files = new Map(sections.map(([path, ...lines]) => [path, lines.join("\n").trimEnd()]));
  return {
    inspected,
    mounts: parseMountinfo(files.get("/proc/self/mountinfo") ?? ""),
    file: (path) => (path === "log" ? log.trim() : files.get(path)),
  };
}
