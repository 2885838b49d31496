import { Unit, graph, isCharted, isScrapeable, value, type Dashboard, type Relations } from "../../core";

/** The overview, and one for each kind of component that there is. */
export function dashboards(relations: Relations): readonly Dashboard[] {
  const kinds = new Map<string, Dashboard>();
  for (const one of relations.with(isCharted)) {
    const dashboard = one.dashboard(relations);
    const earlier = kinds.get(dashboard.name);
    kinds.set(dashboard.name, earlier ? joined(earlier, dashboard) : dashboard);
  }
  return [overview(relations), ...kinds.values()];
}

/** Components of one kind share a dashboard: the later ones add what can be chosen. */
function joined(earlier: Dashboard, { choice }: Dashboard): Dashboard {
  if (!earlier.choice || !choice) return earlier;
  return { ...earlier, choice: { ...choice, values: [...earlier.choice.values, ...choice.values] } };
}

function overview(relations: Relations): Dashboard {
  const watched = relations.with(isScrapeable).length;
  return {
    name: "platform",
    title: "Platform",
    panels: [
      value("Components up", Unit.NUMBER, "count(count by (job) (up == 1))", `of ${watched} with metrics`),
      value("Targets down", Unit.NUMBER, "count(up == 0) or vector(0)"),
      value("Alerts that fire", Unit.NUMBER, 'count(ALERTS{alertstate="firing",severity!="none"}) or vector(0)'),
      graph("Up", Unit.NUMBER, "sum by (job) (up)", "{{job}}"),
      graph("Memory", Unit.BYTES, "sum by (job) (process_resident_memory_bytes)", "{{job}}"),
      graph("CPUs", Unit.NUMBER, "sum by (job) (rate(process_cpu_seconds_total[$__rate_interval]))", "{{job}}"),
      graph("Time since start", Unit.SECONDS, "time() - max by (job) (process_start_time_seconds)", "{{job}}"),
      graph(
        "Alerts",
        Unit.NUMBER,
        'count by (alertname, component) (ALERTS{alertstate="firing"})',
        "{{alertname}} {{component}}",
      ),
    ],
  };
}
