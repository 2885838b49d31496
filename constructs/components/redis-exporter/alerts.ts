import { Duration, Severity, type Alert } from "../../core";

/** https://github.com/oliver006/redis_exporter */
export function redisAlerts(job: string): readonly Alert[] {
  const of = (metric: string) => `${metric}{job="${job}"}`;
  return [
    {
      name: "RedisDown",
      severity: Severity.CRITICAL,
      expression: `${of("redis_up")} == 0`,
      holds: Duration.seconds(15),
      summary: "Redis lets nobody in",
    },
    {
      name: "RedisPersistenceFailing",
      severity: Severity.CRITICAL,
      expression: `${of("redis_aof_last_write_status")} == 0 or ${of("redis_aof_last_bgrewrite_status")} == 0 or ${of("redis_rdb_last_bgsave_status")} == 0`,
      summary: "Redis could not save: what it holds now is lost with a restart",
    },
    {
      name: "RedisRefusesWrites",
      severity: Severity.CRITICAL,
      expression: `increase(redis_errors_total{job="${job}",err="OOM"}[5m]) > 0`,
      summary: "Redis is full and has refused {{ $value | humanize }} writes within 5 minutes",
    },
    ...connectionAlerts(job),
    {
      name: "RedisReplicationBroken",
      severity: Severity.CRITICAL,
      expression: `${of("redis_master_link_up")} == 0`,
      holds: Duration.seconds(60),
      summary: "this Redis has lost the one that it copies",
    },
  ];
}

function connectionAlerts(job: string): readonly Alert[] {
  const of = (metric: string) => `${metric}{job="${job}"}`;
  return [
    {
      name: "RedisConnectionsNearLimit",
      severity: Severity.WARNING,
      expression: `${of("redis_connected_clients")} / ${of("redis_config_maxclients")} > 0.8`,
      holds: Duration.seconds(300),
      summary: "{{ $value | humanizePercentage }} of the connections that Redis accepts are taken",
    },
    {
      name: "RedisConnectionsRefused",
      severity: Severity.CRITICAL,
      expression: `increase(${of("redis_rejected_connections_total")}[5m]) > 0`,
      summary: "Redis has refused {{ $value | humanize }} connections within 5 minutes",
    },
  ];
}
