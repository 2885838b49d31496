import type { AlertCase } from "./alert-case";

const ofRedis = (metric: string, labels = "") => `${metric}{job="redis-exporter"${labels}}`;

export const REDIS: readonly AlertCase[] = [
  {
    alert: "RedisDown",
    component: "redis-exporter",
    minute: 3,
    fires: { [ofRedis("redis_up")]: "1 0 0 0" },
    quiet: { [ofRedis("redis_up")]: "0 1 1 1" },
  },
  {
    alert: "RedisPersistenceFailing",
    component: "redis-exporter",
    minute: 1,
    fires: { [ofRedis("redis_aof_last_write_status")]: "1 0" },
    quiet: { [ofRedis("redis_aof_last_write_status")]: "1 1", [ofRedis("redis_rdb_last_bgsave_status")]: "1 1" },
  },
  {
    alert: "RedisRefusesWrites",
    component: "redis-exporter",
    minute: 4,
    fires: { [ofRedis("redis_errors_total", `,err="OOM"`)]: "0 0 5 5 5" },
    quiet: { [ofRedis("redis_errors_total", `,err="WRONGTYPE"`)]: "0 0 5 5 5" },
  },
  {
    alert: "RedisConnectionsNearLimit",
    component: "redis-exporter",
    minute: 10,
    fires: { [ofRedis("redis_connected_clients")]: "90x10", [ofRedis("redis_config_maxclients")]: "100x10" },
    quiet: { [ofRedis("redis_connected_clients")]: "70x10", [ofRedis("redis_config_maxclients")]: "100x10" },
  },
  {
    alert: "RedisConnectionsRefused",
    component: "redis-exporter",
    minute: 4,
    fires: { [ofRedis("redis_rejected_connections_total")]: "0 0 3 3 3" },
    quiet: { [ofRedis("redis_rejected_connections_total")]: "3x4" },
  },
  {
    alert: "RedisReplicationBroken",
    component: "redis-exporter",
    minute: 5,
    fires: { [ofRedis("redis_master_link_up")]: "1 0x5" },
    quiet: { [ofRedis("redis_master_link_up")]: "1x5" },
  },
];
