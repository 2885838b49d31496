import { Unit, graph, value, type Dashboard } from "../../core";

/** https://docs.haproxy.org/2.6/management.html#9.3, by the names of its built-in exporter. */
export function proxyDashboard(job: string): Dashboard {
  const of = (metric: string, labels = "") => `${metric}{job="${job}"${labels}}`;
  const rate = (metric: string, labels = "") => `rate(${of(metric, labels)}[$__rate_interval])`;
  return {
    name: "way-in",
    title: "Way in",
    panels: [
      value("Connections", Unit.NUMBER, of("haproxy_process_current_connections")),
      value("Connections it may hold", Unit.NUMBER, of("haproxy_process_max_connections")),
      graph("Containers to send requests to", Unit.NUMBER, of("haproxy_backend_active_servers"), "{{proxy}}"),
      graph(
        "Responses",
        Unit.PER_SECOND,
        `sum by (proxy, code) (${rate("haproxy_backend_http_responses_total")})`,
        "{{proxy}} {{code}}",
      ),
      graph(
        "Mean time of the last 1,024 responses",
        Unit.SECONDS,
        of("haproxy_backend_response_time_average_seconds"),
        "{{proxy}}",
      ),
      graph("Requests that wait", Unit.NUMBER, of("haproxy_backend_current_queue"), "{{proxy}}"),
      graph("Received", Unit.BYTES_PER_SECOND, rate("haproxy_frontend_bytes_in_total"), "{{proxy}}"),
      graph("Sent", Unit.BYTES_PER_SECOND, rate("haproxy_frontend_bytes_out_total"), "{{proxy}}"),
      graph("Asked again", Unit.PER_SECOND, rate("haproxy_backend_retry_warnings_total"), "{{proxy}}"),
      graph("Refused requests", Unit.PER_SECOND, rate("haproxy_frontend_requests_denied_total"), "{{proxy}}"),
    ],
  };
}
