import { Unit, graph, value, type Dashboard } from "../../core";

export function probeDashboard(job: string): Dashboard {
  const of = (metric: string) => `${metric}{job="${job}"}`;
  return {
    name: "endpoints",
    title: "Endpoints that are watched",
    panels: [
      value("Answers", Unit.NUMBER, of("probe_success"), "{{instance}}"),
      graph("Answered, over time", Unit.NUMBER, of("probe_success"), "{{instance}}"),
      graph("Time to answer", Unit.SECONDS, of("probe_duration_seconds"), "{{instance}}"),
      graph("Status", Unit.NUMBER, of("probe_http_status_code"), "{{instance}}"),
    ],
  };
}
