import type { AlertCase, Series } from "./alert-case";

const ofPostgres = (metric: string, labels = "") => `${metric}{job="postgres-exporter",instance="p"${labels}}`;
const connections = (count: number, minutes: number): Series => ({
  [ofPostgres("pg_stat_activity_count", `,datname="platform",state="idle"`)]: `${count - 10}x${minutes}`,
  [ofPostgres("pg_stat_activity_count", `,datname="platform",state="active"`)]: `10x${minutes}`,
  [ofPostgres("pg_settings_max_connections")]: `100x${minutes}`,
});

export const POSTGRES: readonly AlertCase[] = [
  {
    alert: "PostgresDown",
    component: "postgres-exporter",
    minute: 3,
    fires: { [ofPostgres("pg_up")]: "1 0 0 0" },
    quiet: { [ofPostgres("pg_up")]: "0 1 1 1" },
  },
  {
    alert: "PostgresConnectionsNearLimit",
    component: "postgres-exporter",
    minute: 10,
    fires: connections(85, 10),
    quiet: connections(75, 10),
  },
  {
    alert: "PostgresConnectionsExhausted",
    component: "postgres-exporter",
    minute: 10,
    fires: connections(98, 10),
    quiet: connections(94, 10),
  },
  {
    alert: "PostgresDeadlocks",
    component: "postgres-exporter",
    minute: 10,
    fires: { [ofPostgres("pg_stat_database_deadlocks", `,datname="platform"`)]: "3 3 4x10" },
    quiet: { [ofPostgres("pg_stat_database_deadlocks", `,datname="platform"`)]: "3x10" },
  },
  {
    alert: "PostgresTransactionOpen",
    component: "postgres-exporter",
    minute: 1,
    fires: { [ofPostgres("pg_stat_activity_max_tx_duration", `,datname="platform",state="active"`)]: "2000x2" },
    quiet: { [ofPostgres("pg_stat_activity_max_tx_duration", `,datname="platform",state="active"`)]: "1700x2" },
  },
  {
    alert: "PostgresArchiveFailing",
    component: "postgres-exporter",
    minute: 10,
    fires: { [ofPostgres("pg_stat_archiver_failed_count")]: "0 0 1x10" },
    quiet: { [ofPostgres("pg_stat_archiver_failed_count")]: "4x10" },
  },
  {
    alert: "PostgresReplicaBehind",
    component: "postgres-exporter",
    minute: 5,
    fires: { [ofPostgres("pg_replication_lag_seconds")]: "90x5" },
    quiet: { [ofPostgres("pg_replication_lag")]: "5x5" },
  },
];
