import { Unit, graph, value, type Dashboard } from "../../core";

export function notificationDashboard(job: string): Dashboard {
  const rate = (metric: string) => `sum by (integration) (rate(${metric}{job="${job}"}[$__rate_interval]))`;
  return {
    name: "alerts",
    title: "Alerts",
    panels: [
      value("Alerts it knows", Unit.NUMBER, `sum by (state) (alertmanager_alerts{job="${job}"})`, "{{state}}"),
      value("Silences", Unit.NUMBER, `sum by (state) (alertmanager_silences{job="${job}"})`, "{{state}}"),
      graph("Notifications", Unit.PER_SECOND, rate("alertmanager_notifications_total"), "{{integration}}"),
      graph(
        "Notifications that failed",
        Unit.PER_SECOND,
        rate("alertmanager_notifications_failed_total"),
        "{{integration}}",
      ),
    ],
  };
}
