import { Unit, graph, value, type Dashboard } from "../../core";

export function postgresDashboard(job: string): Dashboard {
  const of = (metric: string, labels = "") => `${metric}{job="${job}"${labels}}`;
  const rate = (metric: string) => `rate(${of(metric, ',datname!~"template.*|"')}[$__rate_interval])`;
  const [hits, reads] = [rate("pg_stat_database_blks_hit"), rate("pg_stat_database_blks_read")];
  return {
    name: "postgres",
    title: "Postgres",
    panels: [
      value("Lets the exporter in", Unit.NUMBER, of("pg_up")),
      value(
        "Connections taken",
        Unit.SHARE,
        `sum(${of("pg_stat_activity_count")}) / max(${of("pg_settings_max_connections")})`,
      ),
      graph(
        "Connections",
        Unit.NUMBER,
        `sum by (datname, state) (${of("pg_stat_activity_count")})`,
        "{{datname}} {{state}}",
      ),
      graph("Size", Unit.BYTES, of("pg_database_size_bytes"), "{{datname}}"),
      graph("Transactions that ended well", Unit.PER_SECOND, rate("pg_stat_database_xact_commit"), "{{datname}}"),
      graph("Transactions taken back", Unit.PER_SECOND, rate("pg_stat_database_xact_rollback"), "{{datname}}"),
      graph("Blocks found in memory", Unit.SHARE, `sum(${hits}) / (sum(${hits}) + sum(${reads}) > 0)`, "found"),
      graph("Rows read", Unit.PER_SECOND, rate("pg_stat_database_tup_fetched"), "{{datname}}"),
      graph("Rows written", Unit.PER_SECOND, rate("pg_stat_database_tup_inserted"), "{{datname}}"),
      graph("Deadlocks", Unit.NUMBER, of("pg_stat_database_deadlocks", ',datname!~"template.*|"'), "{{datname}}"),
      graph(
        "Oldest transaction",
        Unit.SECONDS,
        `max by (datname) (${of("pg_stat_activity_max_tx_duration")})`,
        "{{datname}}",
      ),
      graph("Locks", Unit.NUMBER, `sum by (mode) (${of("pg_locks_count")})`, "{{mode}}"),
    ],
  };
}
