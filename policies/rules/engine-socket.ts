import { judge } from "../evaluate";
import { placesOf } from "../facts/host-paths";
import type { Rule } from "../rule";

const SOCKETS = placesOf(
  "/run/docker.sock",
  "/run/docker.sock.raw",
  "/run/host-services/docker.proxy.sock",
  "/run/user/*/docker.sock",
  "/home/*/.docker/run/docker.sock",
  "/home/*/.docker/desktop/docker.sock",
  "/home/*/.colima/*/docker.sock",
  "/run/containerd/containerd.sock",
  "/run/containerd/containerd.sock.ttrpc",
  "/run/docker/containerd/containerd.sock",
  "/run/k3s/containerd/containerd.sock",
  "/run/snap.docker/docker.sock",
  "/run/crio/crio.sock",
  "/run/cri-dockerd.sock",
  "/run/dockershim.sock",
  "/run/podman/podman.sock",
  "/run/user/*/podman/podman.sock",
  "/run/buildkit/buildkitd.sock",
  "/run/user/*/buildkit/buildkitd.sock",
  "/pipe/docker_engine",
);

export const engineSocket: Rule<"container"> = {
  id: "BWK-engine-socket",
  title: "cannot reach the engine",
  severity: "critical",
  why: "Whoever writes to the socket of the engine is root on the host. A folder above it leads there too, read-only or not.",
  fix: "Take the mount away; ask through a proxy that allows what is needed.",
  bad: `volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]`,
  good: `volumes: ["data:/data"]`,
  references: [
    "CIS Docker Benchmark 1.6, 5.32",
    "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html",
  ],
  relatives: ["BWK-sensitive-paths", "BWK-volume-types"],
  cannotBeWaived: true,
  on: "container",
  needs: ["mounts"],
  check: (container) =>
    judge(container.mounts, "its mounts", (mounts) => {
      const binds = mounts.filter(({ kind }) => kind === "bind").map(({ source }) => source);
      const leading = binds.filter((source) => SOCKETS.leadFrom(source));
      return leading.length === 0 ? undefined : `can reach the engine by ${[...new Set(leading)].sort().join(", ")}`;
    }),
};
