import { Unit, graph, value, type Dashboard } from "../../core";

export function redisDashboard(job: string): Dashboard {
  const of = (metric: string) => `${metric}{job="${job}"}`;
  const rate = (metric: string) => `rate(${of(metric)}[$__rate_interval])`;
  return {
    name: "redis",
    title: "Redis",
    panels: [
      value("Lets the exporter in", Unit.NUMBER, of("redis_up")),
      value("Clients", Unit.NUMBER, of("redis_connected_clients")),
      value("Running", Unit.SECONDS, of("redis_uptime_in_seconds")),
      {
        title: "Memory",
        unit: Unit.BYTES,
        queries: [
          { expression: of("redis_memory_used_bytes"), legend: "used" },
          { expression: of("redis_memory_max_bytes"), legend: "for data" },
        ],
      },
      graph("Commands", Unit.PER_SECOND, `sum by (cmd) (${rate("redis_commands_total")})`, "{{cmd}}"),
      graph("Keys", Unit.NUMBER, `sum by (db) (${of("redis_db_keys")})`, "{{db}}"),
      {
        title: "Keys asked for",
        unit: Unit.PER_SECOND,
        queries: [
          { expression: rate("redis_keyspace_hits_total"), legend: "found" },
          { expression: rate("redis_keyspace_misses_total"), legend: "missed" },
        ],
      },
      graph("Keys evicted for room", Unit.PER_SECOND, rate("redis_evicted_keys_total"), "evicted"),
      graph("Keys expired", Unit.PER_SECOND, rate("redis_expired_keys_total"), "expired"),
      graph("Connections refused", Unit.PER_SECOND, rate("redis_rejected_connections_total"), "refused"),
    ],
  };
}
