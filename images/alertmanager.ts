import type { Recipe } from "./recipe";

/** https://github.com/prometheus/alertmanager/blob/main/Dockerfile */
export const alertmanager: Recipe = {
  name: "alertmanager",
  version: "0.25",
  packages: ["prometheus-alertmanager"],
  drop: ["etc/prometheus"],
  user: "65534:65534",
  directories: { "/alertmanager": { mode: 0o775, owner: 65534 } },
  links: { "/usr/bin/alertmanager": "prometheus-alertmanager" },
  entrypoint: ["/bin/alertmanager"],
  command: ["--config.file=/etc/alertmanager/alertmanager.yml", "--storage.path=/alertmanager"],
  workingDirectory: "/alertmanager",
  ports: [9093],
};
