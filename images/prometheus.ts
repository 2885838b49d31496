import type { Recipe } from "./recipe";

/** https://github.com/prometheus/prometheus/blob/main/Dockerfile. `promtool check ready` came after 2.42. */
export const prometheus: Recipe = {
  name: "prometheus",
  version: "2.42",
  packages: ["prometheus"],
  without: ["javascript-common"],
  // Past time zone rules, 220 MB; the pages use the compiled file beside them.
  drop: ["usr/share/javascript/moment-timezone/data"],
  user: "65534:65534",
  directories: { "/prometheus": { mode: 0o775, owner: 65534 } },
  entrypoint: ["/bin/prometheus"],
  command: ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"],
  workingDirectory: "/prometheus",
  ports: [9090],
};
