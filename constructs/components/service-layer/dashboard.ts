import { Unit, graph, value, type Dashboard, type Panel } from "../../core";

const OF = '{job=~"$layer"}';
const requests = (labels = "") => `rate(http_request_duration_seconds_count{job=~"$layer"${labels}}[$__rate_interval])`;
const quantile = (share: number) =>
  `histogram_quantile(${share}, sum by (job, le) (rate(http_request_duration_seconds_bucket${OF}[$__rate_interval])))`;

/** One for all layers, with the layer to choose. By the metrics that the contract of a service layer names. */
export function layerDashboard(layers: readonly string[]): Dashboard {
  return {
    name: "layers",
    title: "Service layers",
    choice: { name: "layer", values: layers },
    panels: [
      value("Containers up", Unit.NUMBER, `sum by (job) (up${OF})`, "{{job}}"),
      ...ofRequests(),
      ...ofProcesses(),
    ],
  };
}

function ofRequests(): readonly Panel[] {
  const all = `sum by (job) (${requests()})`;
  const failed = `sum by (job) (${requests(',status_code=~"5.."')})`;
  return [
    graph("Requests", Unit.PER_SECOND, all, "{{job}}"),
    graph("Requests that end with an error", Unit.SHARE, `(${failed} or 0 * ${all}) / ${all}`, "{{job}}"),
    {
      title: "Time to answer",
      unit: Unit.SECONDS,
      queries: [
        { expression: quantile(0.5), legend: "{{job}} half" },
        { expression: quantile(0.95), legend: "{{job}} 95 %" },
        { expression: quantile(0.99), legend: "{{job}} 99 %" },
      ],
    },
    graph("Requests being answered", Unit.NUMBER, `sum by (job) (http_requests_in_flight${OF})`, "{{job}}"),
    graph(
      "Security events",
      Unit.PER_SECOND,
      `sum by (job, severity) (rate(security_events_total${OF}[$__rate_interval]))`,
      "{{job}} {{severity}}",
    ),
  ];
}

function ofProcesses(): readonly Panel[] {
  const each = "{{job}} {{instance}}";
  return [
    graph("Memory", Unit.BYTES, `process_resident_memory_bytes${OF}`, each),
    graph("CPUs", Unit.NUMBER, `rate(process_cpu_seconds_total${OF}[$__rate_interval])`, each),
    graph("Event loop behind", Unit.SECONDS, `nodejs_eventloop_lag_p99_seconds${OF}`, each),
    value("Started", Unit.TIME, `process_start_time_seconds${OF} * 1000`, each),
  ];
}
