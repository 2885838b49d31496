import type { Mount } from "../facts/container";
import { judge } from "../evaluate";
import { placesOf } from "../facts/host-paths";
import type { Rule } from "../rule";

/** With what lies in them, and with whatever is above them. */
const SENSITIVE = placesOf(
  "/bin",
  "/boot",
  "/dev",
  "/etc",
  "/lib",
  "/lib64",
  "/proc",
  "/root",
  "/sbin",
  "/sys",
  "/usr",
  "/home/*/.aws",
  "/home/*/.config/gcloud",
  "/home/*/.docker/config.json",
  "/home/*/.gnupg",
  "/home/*/.kube",
  "/home/*/.ssh",
  "/var/lib/containerd",
  "/var/lib/containers",
  "/var/lib/docker",
  "/var/lib/kubelet",
  "/var/lib/rancher",
  "/var/spool/cron",
);

/** What everybody may know: the time, and whose certificates to trust. */
const OPEN = placesOf(
  "/etc/ca-certificates",
  "/etc/localtime",
  "/etc/os-release",
  "/etc/pki/ca-trust/extracted",
  "/etc/ssl/certs",
  "/etc/timezone",
  "/usr/local/share/ca-certificates",
  "/usr/share/ca-certificates",
  "/usr/share/zoneinfo",
);

export const sensitivePaths: Rule<"container"> = {
  id: "BWK-sensitive-paths",
  title: "mounts no folder that makes the host its own",
  severity: "high",
  why: "With /etc, /root, /proc, /sys, /boot, /dev, somebody's keys or the engine's own folder a container reads what is secret, or changes who may log in.",
  fix: "Mount the one file or folder that is needed, read-only.",
  bad: `volumes: ["/etc:/host/etc"]`,
  good: `volumes: ["/srv/shop:/srv:ro"]`,
  references: ["CIS Docker Benchmark 1.6, 5.6", "https://kubernetes.io/docs/concepts/storage/volumes/#hostpath"],
  relatives: ["BWK-engine-socket", "BWK-volume-types"],
  on: "container",
  needs: ["mounts"],
  check: (container) =>
    judge(container.mounts, "its mounts", (mounts) => {
      const found = mounts.filter(isSensitive).map(({ source }) => source);
      return found.length === 0 ? undefined : `mounts ${[...new Set(found)].sort().join(", ")} of the host`;
    }),
};

const isSensitive = ({ kind, source, readOnly }: Mount): boolean =>
  kind === "bind" && SENSITIVE.touch(source) && !(readOnly && OPEN.hold(source));
