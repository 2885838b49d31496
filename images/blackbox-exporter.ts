import type { Recipe } from "./recipe";

/** https://github.com/prometheus/blackbox_exporter/blob/master/Dockerfile. Unlike there, it does not run as root. */
export const blackboxExporter: Recipe = {
  name: "blackbox-exporter",
  version: "0.23",
  packages: ["prometheus-blackbox-exporter"],
  // Only its installation uses it: to give the program a capability that it does not get here.
  without: ["debconf", "libcap2-bin"],
  drop: ["etc/prometheus"],
  user: "65534:65534",
  links: { "/usr/bin/blackbox_exporter": "prometheus-blackbox-exporter" },
  entrypoint: ["/bin/blackbox_exporter"],
  command: ["--config.file=/etc/blackbox_exporter/config.yml"],
  ports: [9115],
};
