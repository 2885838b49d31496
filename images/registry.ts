import type { Recipe } from "./recipe";

/** https://github.com/distribution/distribution-library-image, but not as root. The tests use it as a mirror. */
export const registry: Recipe = {
  name: "registry",
  version: "2.8",
  packages: ["docker-registry"],
  drop: ["etc/docker/registry/config.yml"],
  user: "65534:65534",
  directories: { "/var/lib/registry": { mode: 0o755, owner: 65534 } },
  files: {
    "/entrypoint.sh": { source: "registry-entrypoint.sh", mode: 0o755 },
    "/etc/docker/registry/config.yml": { source: "registry.yml", mode: 0o644 },
  },
  links: { "/usr/bin/registry": "docker-registry" },
  entrypoint: ["/entrypoint.sh"],
  command: ["/etc/docker/registry/config.yml"],
  ports: [5000],
};
