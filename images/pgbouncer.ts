import type { Recipe } from "./recipe";

/** https://github.com/edoburu/docker-pgbouncer. Unlike there, no configuration is generated: it is mounted whole. */
export const pgbouncer: Recipe = {
  name: "pgbouncer",
  version: "1.18",
  packages: ["pgbouncer"],
  // It brings the tools that make clusters of servers.
  without: ["postgresql-common", "lsb-base"],
  drop: ["etc/pgbouncer", "usr/share/pgbouncer"],
  users: { postgres: 70 },
  user: "70:70",
  links: { "/usr/bin/pgbouncer": "/usr/sbin/pgbouncer" },
  entrypoint: ["/usr/bin/pgbouncer"],
  command: ["/etc/pgbouncer/pgbouncer.ini"],
  ports: [5432],
};
