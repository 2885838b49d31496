import type { Finding } from "../problem";
import type { Settings } from "../schema";

/** Dashboards show what Prometheus has. */
export function dashboardFindings({ platform: { grafana, prometheus } }: Settings): Finding[] {
  const message = "has nothing to show: the platform has no Prometheus; add 'platform.prometheus: {}'";
  return grafana && !prometheus ? [{ path: ["platform", "grafana"], message }] : [];
}
