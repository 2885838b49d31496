import { judge } from "../evaluate";
import type { Rule } from "../rule";

const SOCKETS = [
  "/run/docker.sock",
  "/var/run/docker.sock",
  "/run/containerd/containerd.sock",
  "/var/run/containerd/containerd.sock",
  "/run/crio/crio.sock",
  "/var/run/crio/crio.sock",
  "/run/podman/podman.sock",
];

const leadsToEngine = (source: string): boolean =>
  SOCKETS.some((socket) => socket === source || socket.startsWith(`${source.replace(/\/$/, "")}/`));

export const engineSocket: Rule = {
  id: "BWK-engine-socket",
  title: "cannot reach the engine",
  severity: "critical",
  why: "Whoever writes to the socket of the engine is root on the host. A folder above it leads there too, read-only or not.",
  fix: "Take the mount away; ask through a proxy that allows what is needed.",
  bad: `volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]`,
  good: `volumes: ["data:/data"]`,
  references: ["CIS Docker Benchmark 1.6, 5.32"],
  on: "container",
  check: (container) =>
    judge(container.mounts, "its mounts", (mounts) => {
      const leading = mounts.filter(({ kind, source }) => kind === "bind" && leadsToEngine(source));
      return leading.length === 0
        ? undefined
        : `can reach the engine by ${leading.map(({ source }) => source).join(", ")}`;
    }),
};
