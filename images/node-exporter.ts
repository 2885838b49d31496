import type { Recipe } from "./recipe";

/** https://github.com/prometheus/node_exporter/blob/master/Dockerfile */
export const nodeExporter: Recipe = {
  name: "node-exporter",
  version: "1.5",
  packages: ["prometheus-node-exporter"],
  user: "65534:65534",
  links: { "/usr/bin/node_exporter": "prometheus-node-exporter" },
  entrypoint: ["/bin/node_exporter"],
  ports: [9100],
};
