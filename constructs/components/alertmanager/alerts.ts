import { Duration, Severity, type Alert } from "../../core";

/** They arrive where another receiver still works. */
export function notificationAlerts(job: string): readonly Alert[] {
  return [
    {
      name: "NotificationsFailing",
      severity: Severity.CRITICAL,
      expression: `sum by (integration) (rate(alertmanager_notifications_failed_total{job="${job}"}[5m])) > 0`,
      holds: Duration.seconds(120),
      summary: "alerts do not arrive by {{ $labels.integration }}",
    },
  ];
}
