import { Unit, graph, value, type Dashboard } from "../../core";

/** One for all layers, with the layer to choose. By the metrics that the contract of a service layer names. */
export function layerDashboard(layers: readonly string[]): Dashboard {
  const requests = (labels = "") =>
    `rate(http_request_duration_seconds_count{job=~"$layer"${labels}}[$__rate_interval])`;
  const quantile = (share: number) =>
    `histogram_quantile(${share}, sum by (job, le) (rate(http_request_duration_seconds_bucket{job=~"$layer"}[$__rate_interval])))`;
  return {
    name: "layers",
    title: "Service layers",
    choice: { name: "layer", values: layers },
    panels: [
      value("Containers up", Unit.NUMBER, `sum by (job) (up{job=~"$layer"})`, "{{job}}"),
      graph("Requests", Unit.PER_SECOND, `sum by (job) (${requests()})`, "{{job}}"),
      graph(
        "Requests that end with an error",
        Unit.SHARE,
        `(sum by (job) (${requests(',status_code=~"5.."')}) or 0 * sum by (job) (${requests()})) / sum by (job) (${requests()})`,
        "{{job}}",
      ),
      {
        title: "Time to answer",
        unit: Unit.SECONDS,
        queries: [
          { expression: quantile(0.5), legend: "{{job}} half" },
          { expression: quantile(0.95), legend: "{{job}} 95 %" },
          { expression: quantile(0.99), legend: "{{job}} 99 %" },
        ],
      },
      graph("Requests being answered", Unit.NUMBER, `sum by (job) (http_requests_in_flight{job=~"$layer"})`, "{{job}}"),
      graph("Memory", Unit.BYTES, `process_resident_memory_bytes{job=~"$layer"}`, "{{job}} {{instance}}"),
      graph(
        "CPUs",
        Unit.NUMBER,
        `rate(process_cpu_seconds_total{job=~"$layer"}[$__rate_interval])`,
        "{{job}} {{instance}}",
      ),
      graph(
        "Event loop behind",
        Unit.SECONDS,
        `nodejs_eventloop_lag_p99_seconds{job=~"$layer"}`,
        "{{job}} {{instance}}",
      ),
      graph(
        "Security events",
        Unit.PER_SECOND,
        `sum by (job, severity) (rate(security_events_total{job=~"$layer"}[$__rate_interval]))`,
        "{{job}} {{severity}}",
      ),
      value("Started", Unit.TIME, `process_start_time_seconds{job=~"$layer"} * 1000`, "{{job}} {{instance}}"),
    ],
  };
}
