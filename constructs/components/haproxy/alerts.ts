import { Duration, Severity, type Alert } from "../../core";

/**
 * https://docs.haproxy.org/2.6/management.html#9.3, by the names of its built-in exporter.
 *
 * @param unwatched a backend that serves but now and then, and has its own signs of failure
 */
export function proxyAlerts(job: string, unwatched?: string): readonly Alert[] {
  const watched = unwatched === undefined ? `job="${job}"` : `job="${job}",proxy!="${unwatched}"`;
  const responses = (code: string) => `haproxy_backend_http_responses_total{${watched}${code}}`;
  const failing = (range: string) =>
    `sum by (proxy) (rate(${responses(',code="5xx"')}[${range}])) / sum by (proxy) (rate(${responses("")}[${range}]))`;
  return [
    {
      name: "BackendDown",
      severity: Severity.CRITICAL,
      expression: `haproxy_backend_active_servers{${watched}} == 0`,
      holds: Duration.seconds(15),
      summary: "the way in has no container of {{ $labels.proxy }} to send requests to",
    },
    {
      name: "BackendErrors",
      severity: Severity.CRITICAL,
      expression: `${failing("5m")} > 0.05`,
      holds: Duration.seconds(120),
      summary: "{{ $value | humanizePercentage }} of the requests for {{ $labels.proxy }} end with a server error",
    },
    {
      name: "ProxyConnectionsNearLimit",
      severity: Severity.WARNING,
      expression: `haproxy_process_current_connections{job="${job}"} / haproxy_process_max_connections{job="${job}"} > 0.8`,
      holds: Duration.seconds(120),
      summary: "the way in holds {{ $value | humanizePercentage }} of the connections that it may",
    },
  ];
}
