import { Unit, graph, value, type Dashboard } from "../../core";

export function monitoringDashboard(job: string): Dashboard {
  const of = (metric: string, labels = "") => `${metric}{job="${job}"${labels}}`;
  const rate = (metric: string) => `rate(${of(metric)}[$__rate_interval])`;
  return {
    name: "monitoring",
    title: "Monitoring itself",
    panels: [
      value("Series", Unit.NUMBER, of("prometheus_tsdb_head_series")),
      value("On disk", Unit.BYTES, of("prometheus_tsdb_storage_blocks_bytes")),
      value("Alerts that fire", Unit.NUMBER, 'count(ALERTS{alertstate="firing"})'),
      graph("Samples taken", Unit.PER_SECOND, rate("prometheus_tsdb_head_samples_appended_total"), "samples"),
      graph("Time of a scrape", Unit.SECONDS, "scrape_duration_seconds", "{{job}} {{instance}}"),
      graph("Samples of a scrape", Unit.NUMBER, "scrape_samples_scraped", "{{job}} {{instance}}"),
      graph(
        "Time to evaluate rules",
        Unit.SECONDS,
        of("prometheus_rule_group_last_duration_seconds"),
        "{{rule_group}}",
      ),
      graph(
        "Rules that failed",
        Unit.PER_SECOND,
        `sum(${rate("prometheus_rule_evaluation_failures_total")})`,
        "failed",
      ),
      graph("Memory", Unit.BYTES, of("process_resident_memory_bytes"), "memory"),
      graph("Alerts sent", Unit.PER_SECOND, rate("prometheus_notifications_sent_total"), "{{alertmanager}}"),
    ],
  };
}
