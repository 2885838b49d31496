import type { Recipe } from "./recipe";

/** https://github.com/redis/docker-library-redis (Debian variant). Unlike there, protected mode is on by default. */
export const redis: Recipe = {
  name: "redis",
  version: "7.0",
  packages: ["redis-server"],
  drop: ["etc/redis", "usr/bin/redis-benchmark"],
  users: { redis: 999 },
  user: "999:999",
  directories: { "/data": { mode: 0o755, owner: 999 } },
  files: { "/usr/local/bin/docker-entrypoint.sh": { source: "redis-entrypoint.sh", mode: 0o755 } },
  links: {
    "/usr/local/bin/redis-server": "/usr/bin/redis-server",
    "/usr/local/bin/redis-cli": "/usr/bin/redis-cli",
  },
  entrypoint: ["docker-entrypoint.sh"],
  command: ["redis-server"],
  workingDirectory: "/data",
  ports: [6379],
};
