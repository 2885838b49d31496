import type { Recipe } from "./recipe";

/** https://github.com/docker-library/haproxy. The Prometheus exporter is compiled in. */
export const haproxy: Recipe = {
  name: "haproxy",
  version: "2.6",
  packages: ["haproxy"],
  drop: ["etc/haproxy/haproxy.cfg"],
  users: { haproxy: 99 },
  user: "99:99",
  directories: {
    "/var/lib/haproxy": { mode: 0o755, owner: 99 },
    "/usr/local/etc/haproxy": { mode: 0o755, owner: 0 },
  },
  files: { "/usr/local/bin/docker-entrypoint.sh": { source: "haproxy-entrypoint.sh", mode: 0o755 } },
  links: { "/usr/local/sbin/haproxy": "/usr/sbin/haproxy" },
  entrypoint: ["docker-entrypoint.sh"],
  command: ["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"],
  workingDirectory: "/var/lib/haproxy",
  // Soft stop: open connections are served to their end.
  stopSignal: "SIGUSR1",
};
