import { Duration, Severity, type Alert } from "../../core";

const DAY = 24 * 3600;

/** https://github.com/prometheus/blackbox_exporter; `instance` is the address that was asked. */
export function probeAlerts(job: string): readonly Alert[] {
  const success = `probe_success{job="${job}"}`;
  const left = `(probe_ssl_earliest_cert_expiry{job="${job}"} - time())`;
  return [
    {
      name: "EndpointDown",
      severity: Severity.CRITICAL,
      expression: `${success} == 0`,
      holds: Duration.seconds(60),
      summary: "{{ $labels.instance }} does not answer as it should",
    },
    {
      name: "EndpointFlapping",
      severity: Severity.WARNING,
      // Down and up again counts twice.
      expression: `changes(${success}[30m]) > 5`,
      summary:
        "{{ $labels.instance }} has come and gone {{ $value | humanize }} times within half an hour: it restarts in a loop",
    },
    {
      name: "CertificateExpiring",
      severity: Severity.WARNING,
      expression: `${left} < ${21 * DAY}`,
      summary: "the certificate of {{ $labels.instance }} expires in {{ $value | humanizeDuration }}",
    },
    {
      name: "CertificateExpiresSoon",
      severity: Severity.CRITICAL,
      expression: `${left} < ${3 * DAY}`,
      summary:
        "the certificate of {{ $labels.instance }} expires in {{ $value | humanizeDuration }}: then nobody comes in",
    },
  ];
}
