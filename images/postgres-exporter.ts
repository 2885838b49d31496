import type { Recipe } from "./recipe";

/** https://github.com/prometheus-community/postgres_exporter/blob/master/Dockerfile */
export const postgresExporter: Recipe = {
  name: "postgres-exporter",
  version: "0.11",
  packages: ["prometheus-postgres-exporter"],
  // A container starts the program itself.
  without: ["daemon", "systemd-sysv"],
  user: "65534:65534",
  links: { "/usr/bin/postgres_exporter": "prometheus-postgres-exporter" },
  entrypoint: ["/bin/postgres_exporter"],
  ports: [9187],
};
