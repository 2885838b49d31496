import { Duration, Severity, type Alert } from "../../core";

/** https://github.com/prometheus-community/postgres_exporter; `datname` and `state` are its labels. */
export function postgresAlerts(job: string): readonly Alert[] {
  const of = (metric: string) => `${metric}{job="${job}"}`;
  return [
    {
      name: "PostgresDown",
      severity: Severity.CRITICAL,
      expression: `${of("pg_up")} == 0`,
      holds: Duration.seconds(15),
      summary: "Postgres lets nobody in",
    },
    ...connectionAlerts(of),
    ...transactionAlerts(of),
    ...copyAlerts(of),
  ];
}

type Of = (metric: string) => string;

function connectionAlerts(of: Of): readonly Alert[] {
  const used = `sum by (instance) (${of("pg_stat_activity_count")}) / min by (instance) (${of("pg_settings_max_connections")})`;
  return [
    {
      name: "PostgresConnectionsNearLimit",
      severity: Severity.WARNING,
      expression: `${used} > 0.8`,
      holds: Duration.seconds(300),
      summary: "{{ $value | humanizePercentage }} of the connections that Postgres accepts are taken",
    },
    {
      name: "PostgresConnectionsExhausted",
      severity: Severity.CRITICAL,
      expression: `${used} > 0.95`,
      holds: Duration.seconds(60),
      summary:
        "{{ $value | humanizePercentage }} of the connections that Postgres accepts are taken: the next ones are refused",
    },
  ];
}

function transactionAlerts(of: Of): readonly Alert[] {
  return [
    {
      name: "PostgresDeadlocks",
      severity: Severity.WARNING,
      expression: `increase(${of("pg_stat_database_deadlocks")}[15m]) > 0`,
      summary: "{{ $value | humanize }} deadlocks in database {{ $labels.datname }} within 15 minutes",
    },
    {
      name: "PostgresTransactionOpen",
      severity: Severity.WARNING,
      expression: `max by (datname, state) (${of("pg_stat_activity_max_tx_duration")}) > 1800`,
      summary:
        "a transaction in database {{ $labels.datname }} has been open for {{ $value | humanizeDuration }}: nothing since can be cleaned up",
    },
  ];
}

/** Of what else holds the data: the archive of its log, and replicas. */
function copyAlerts(of: Of): readonly Alert[] {
  return [
    {
      name: "PostgresArchiveFailing",
      severity: Severity.CRITICAL,
      expression: `increase(${of("pg_stat_archiver_failed_count")}[15m]) > 0`,
      summary: "Postgres cannot archive its log: the disk fills, and no point in time can be restored",
    },
    {
      name: "PostgresReplicaBehind",
      severity: Severity.CRITICAL,
      expression: `${of("pg_replication_lag_seconds")} > 60 or ${of("pg_replication_lag")} > 60`,
      holds: Duration.seconds(120),
      summary: "the replica is {{ $value | humanizeDuration }} behind",
    },
  ];
}
