import { stringify } from "yaml";
import { runbookOf, type Alert } from "../../core";

export interface AlertGroup {
  /** The component that the alerts are about. */
  readonly component: string;
  readonly alerts: readonly Alert[];
}

/** https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/ */
export function rulesFile(groups: readonly AlertGroup[], runbooks: string): string {
  const rule = (component: string, alert: Alert) => ({
    alert: alert.name,
    expr: alert.expression,
    ...(alert.holds ? { for: alert.holds.toGo() } : {}),
    labels: { severity: alert.severity, component },
    annotations: { summary: alert.summary, runbook_url: `${runbooks.replace(/\/$/, "")}/${runbookOf(alert)}` },
  });
  return stringify({
    groups: groups.map(({ component, alerts }) => ({
      name: component,
      rules: alerts.map((alert) => rule(component, alert)),
    })),
  });
}
