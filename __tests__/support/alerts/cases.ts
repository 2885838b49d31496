/** Series by name and labels, with one value each minute. https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series */
export type Series = Readonly<Record<string, string>>;

export interface AlertCase {
  readonly alert: string;
  /** The component that it is about, among those of `alertedPlatform`. */
  readonly component: string;
  /** When it is looked at. */
  readonly minute: number;
  readonly fires: Series;
  /** As near to the other as can be, and nothing to be woken for. */
  readonly quiet: Series;
}

const MEMORY = 128 * 1024 * 1024;
const DAY = 24 * 3600;
const GIB = 1024 ** 3;

const api = (metric: string, labels = "") => `${metric}{job="api",instance="a:80"${labels}}`;
const ofHost = (metric: string, labels = "") => `${metric}{job="node-exporter"${labels}}`;
const ofProxy = (metric: string, labels = "") => `${metric}{job="haproxy"${labels}}`;
const ofPostgres = (metric: string, labels = "") => `${metric}{job="postgres-exporter",instance="p"${labels}}`;
const ofRedis = (metric: string, labels = "") => `${metric}{job="redis-exporter"${labels}}`;
const ofProbe = (metric: string) => `${metric}{job="blackbox-exporter-probes",instance="https://example.com"}`;
const answered = (code: string) => api("http_request_duration_seconds_count", `,status_code="${code}"`);
const withinASecond = api("http_request_duration_seconds_bucket", `,le="1"`);
const disk = (metric: string) => ofHost(metric, `,mountpoint="/etc/hostname"`);

const TARGETS: readonly AlertCase[] = [
  {
    alert: "TargetDown",
    component: "api",
    minute: 5,
    fires: { [api("up")]: "1 1 0x10" },
    quiet: { [api("up")]: "1 1 1 1 0 1x5" },
  },
  {
    alert: "TargetMissing",
    component: "api",
    minute: 20,
    fires: { [api("up")]: "1 1 _x20" },
    quiet: { [api("up")]: "1x20" },
  },
  {
    alert: "ReplicaMissing",
    component: "api",
    minute: 10,
    fires: { [api("up")]: "1x10", 'up{job="api",instance="b:80"}': "1 0x9" },
    quiet: { [api("up")]: "1x10", 'up{job="api",instance="b:80"}': "1 0 0 1x7" },
  },
  {
    alert: "RestartLoop",
    component: "api",
    minute: 12,
    fires: { [api("process_start_time_seconds")]: "0 0 100 200 300 400 500x10" },
    // A roll of both replicas: two addresses go, two others come.
    quiet: {
      [api("process_start_time_seconds")]: "0 0 stale",
      'process_start_time_seconds{job="api",instance="b:80"}': "0 0 stale",
      'process_start_time_seconds{job="api",instance="c:80"}': "_ 100x12",
      'process_start_time_seconds{job="api",instance="d:80"}': "_ 100x12",
    },
  },
  {
    alert: "OutOfMemory",
    component: "api",
    minute: 5,
    fires: { [api("process_start_time_seconds")]: "0 0 0 180x5", [ofHost("node_vmstat_oom_kill")]: "7 7 8x5" },
    quiet: { [api("process_start_time_seconds")]: "0 0 0 180x5", [ofHost("node_vmstat_oom_kill")]: "7x9" },
  },
  {
    alert: "MemoryNearLimit",
    component: "api",
    minute: 10,
    fires: { [api("process_resident_memory_bytes")]: `${0.95 * MEMORY}x10` },
    quiet: { [api("process_resident_memory_bytes")]: `${0.85 * MEMORY}x10` },
  },
];

const LAYERS: readonly AlertCase[] = [
  {
    alert: "ErrorBudgetBurnsFast",
    component: "api",
    minute: 70,
    fires: { [answered("200")]: "0+1000x70", [answered("503")]: "0+30x70" },
    quiet: { [answered("200")]: "0+1000x70", [answered("503")]: "0+10x70" },
  },
  {
    alert: "ErrorBudgetBurnsSlowly",
    component: "api",
    minute: 400,
    fires: { [answered("200")]: "0+1000x400", [answered("503")]: "0+8x400" },
    // Over since an hour: the short window knows.
    quiet: { [answered("200")]: "0+1000x400", [answered("503")]: "0+8x300 2400x100" },
  },
  {
    alert: "LatencyBudgetBurnsFast",
    component: "api",
    minute: 70,
    fires: { [answered("200")]: "0+100x70", [withinASecond]: "0+60x70" },
    quiet: { [answered("200")]: "0+100x70", [withinASecond]: "0+80x70" },
  },
  {
    alert: "LatencyBudgetBurnsSlowly",
    component: "api",
    minute: 400,
    fires: { [answered("200")]: "0+100x400", [withinASecond]: "0+80x400" },
    quiet: { [answered("200")]: "0+100x400", [withinASecond]: "0+90x400" },
  },
  {
    alert: "DependencyDown",
    component: "api",
    minute: 5,
    fires: { [api("dependency_up", `,dependency="redis"`)]: "1 0x5" },
    quiet: { [api("dependency_up", `,dependency="redis"`)]: "1 1 1 1 1 0" },
  },
  ...["critical", "high"].map((severity) => ({
    alert: severity === "high" ? "SecurityEventHigh" : "SecurityEventCritical",
    component: "api",
    minute: 3,
    // The first event of its type: nothing was there before to increase.
    fires: { [api("security_events_total", `,severity="${severity}",type="intrusion"`)]: "_ _ _ 1" },
    quiet: {
      [api("security_events_total", `,severity="${severity}",type="intrusion"`)]: "0x5",
      [api("security_events_total", `,severity="medium",type="intrusion"`)]: "0 1 2 3 4",
    },
  })),
];

const WAY_IN: readonly AlertCase[] = [
  {
    alert: "BackendDown",
    component: "haproxy",
    minute: 5,
    fires: { [ofProxy("haproxy_backend_active_servers", `,proxy="api"`)]: "2 2 2 0x5" },
    quiet: { [ofProxy("haproxy_backend_active_servers", `,proxy="api"`)]: "2 2 2 1x5" },
  },
  {
    alert: "BackendErrors",
    component: "haproxy",
    minute: 10,
    fires: {
      [ofProxy("haproxy_backend_http_responses_total", `,proxy="api",code="2xx"`)]: "0+90x10",
      [ofProxy("haproxy_backend_http_responses_total", `,proxy="api",code="5xx"`)]: "0+10x10",
    },
    quiet: {
      [ofProxy("haproxy_backend_http_responses_total", `,proxy="api",code="2xx"`)]: "0+99x10",
      [ofProxy("haproxy_backend_http_responses_total", `,proxy="api",code="5xx"`)]: "0+1x10",
    },
  },
  {
    alert: "ProxyConnectionsNearLimit",
    component: "haproxy",
    minute: 5,
    fires: {
      [ofProxy("haproxy_process_current_connections")]: "1700x5",
      [ofProxy("haproxy_process_max_connections")]: "2000x5",
    },
    quiet: {
      [ofProxy("haproxy_process_current_connections")]: "1500x5",
      [ofProxy("haproxy_process_max_connections")]: "2000x5",
    },
  },
  {
    alert: "EndpointDown",
    component: "blackbox-exporter",
    minute: 5,
    fires: { [ofProbe("probe_success")]: "1 1 0x5" },
    quiet: { [ofProbe("probe_success")]: "1 1 0 1 1 1" },
  },
  {
    alert: "EndpointFlapping",
    component: "blackbox-exporter",
    minute: 12,
    fires: { [ofProbe("probe_success")]: "1 0 1 0 1 0 1 1 1 1 1 1 1" },
    quiet: { [ofProbe("probe_success")]: "1 0 1 1 1 1 1 1 1 1 1 1 1" },
  },
  {
    alert: "CertificateExpiring",
    component: "blackbox-exporter",
    minute: 1,
    fires: { [ofProbe("probe_ssl_earliest_cert_expiry")]: `${20 * DAY}x2` },
    quiet: { [ofProbe("probe_ssl_earliest_cert_expiry")]: `${22 * DAY}x2` },
  },
  {
    alert: "CertificateExpiresSoon",
    component: "blackbox-exporter",
    minute: 1,
    fires: { [ofProbe("probe_ssl_earliest_cert_expiry")]: `${2 * DAY}x2` },
    quiet: { [ofProbe("probe_ssl_earliest_cert_expiry")]: `${4 * DAY}x2` },
  },
];

const HOST: readonly AlertCase[] = [
  {
    alert: "HostOutOfMemoryKill",
    component: "node-exporter",
    minute: 4,
    fires: { [ofHost("node_vmstat_oom_kill")]: "7 7 8 8 8" },
    quiet: { [ofHost("node_vmstat_oom_kill")]: "7x5" },
  },
  {
    alert: "HostMemoryLow",
    component: "node-exporter",
    minute: 10,
    fires: {
      [ofHost("node_memory_MemAvailable_bytes")]: `${0.5 * GIB}x10`,
      [ofHost("node_memory_MemTotal_bytes")]: `${8 * GIB}x10`,
    },
    quiet: {
      [ofHost("node_memory_MemAvailable_bytes")]: `${GIB}x10`,
      [ofHost("node_memory_MemTotal_bytes")]: `${8 * GIB}x10`,
    },
  },
  {
    alert: "HostOverloaded",
    component: "node-exporter",
    minute: 20,
    fires: {
      [ofHost("node_load5")]: "5x20",
      [ofHost("node_cpu_seconds_total", `,cpu="0",mode="idle"`)]: "0x20",
      [ofHost("node_cpu_seconds_total", `,cpu="1",mode="idle"`)]: "0x20",
    },
    quiet: {
      [ofHost("node_load5")]: "3x20",
      [ofHost("node_cpu_seconds_total", `,cpu="0",mode="idle"`)]: "0x20",
      [ofHost("node_cpu_seconds_total", `,cpu="1",mode="idle"`)]: "0x20",
    },
  },
  {
    alert: "DiskFilling",
    component: "node-exporter",
    minute: 80,
    fires: {
      [disk("node_filesystem_avail_bytes")]: `${38 * GIB}-${GIB / 4}x80`,
      [disk("node_filesystem_size_bytes")]: `${100 * GIB}x80`,
    },
    quiet: {
      [disk("node_filesystem_avail_bytes")]: `${38 * GIB}-${GIB / 64}x80`,
      [disk("node_filesystem_size_bytes")]: `${100 * GIB}x80`,
    },
  },
  {
    alert: "DiskAlmostFull",
    component: "node-exporter",
    minute: 5,
    fires: {
      [disk("node_filesystem_avail_bytes")]: `${5 * GIB}x5`,
      [disk("node_filesystem_size_bytes")]: `${100 * GIB}x5`,
    },
    quiet: {
      [disk("node_filesystem_avail_bytes")]: `${15 * GIB}x5`,
      [disk("node_filesystem_size_bytes")]: `${100 * GIB}x5`,
    },
  },
];

const connections = (count: number, minutes: number): Series => ({
  [ofPostgres("pg_stat_activity_count", `,datname="platform",state="idle"`)]: `${count - 10}x${minutes}`,
  [ofPostgres("pg_stat_activity_count", `,datname="platform",state="active"`)]: `10x${minutes}`,
  [ofPostgres("pg_settings_max_connections")]: `100x${minutes}`,
});

const POSTGRES: readonly AlertCase[] = [
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

const REDIS: readonly AlertCase[] = [
  {
    alert: "RedisDown",
    component: "redis-exporter",
    minute: 1,
    fires: { [ofRedis("redis_up")]: "1 0" },
    quiet: { [ofRedis("redis_up")]: "0 1" },
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

const HOUR = 3600;
const ofBackup = (metric: string) => `${metric}{job="backup",source="postgres"}`;

const BACKUPS: readonly AlertCase[] = [
  {
    alert: "BackupTooOld",
    component: "backup",
    minute: 50 * 60,
    // Never saved, and due for more than two days.
    fires: { [ofBackup("backup_source_since_timestamp_seconds")]: "0x3000" },
    quiet: {
      [ofBackup("backup_source_since_timestamp_seconds")]: "0x3000",
      [ofBackup("backup_last_success_timestamp_seconds")]: `${2 * HOUR}x3000`,
    },
  },
  {
    alert: "BackupFailed",
    component: "backup",
    minute: 1,
    fires: { 'backup_last_run_success{job="backup"}': "1 0" },
    quiet: { 'backup_last_run_success{job="backup"}': "0 1" },
  },
  {
    alert: "BackupUnchecked",
    component: "backup",
    minute: 74 * 60,
    fires: { 'backup_last_check_success_timestamp_seconds{job="backup"}': "0x4440" },
    quiet: { 'backup_last_check_success_timestamp_seconds{job="backup"}': `${2 * HOUR}x4440` },
  },
];

const MONITORING: readonly AlertCase[] = [
  {
    alert: "NotificationsFailing",
    component: "alertmanager",
    minute: 10,
    fires: { 'alertmanager_notifications_failed_total{job="alertmanager",integration="webhook"}': "0+2x10" },
    quiet: { 'alertmanager_notifications_failed_total{job="alertmanager",integration="webhook"}': "0 2x10" },
  },
  { alert: "Watchdog", component: "prometheus", minute: 1, fires: {}, quiet: {} },
  {
    alert: "RuleEvaluationFailing",
    component: "prometheus",
    minute: 4,
    fires: { 'prometheus_rule_evaluation_failures_total{job="prometheus",rule_group="api"}': "0 0 2 2 2" },
    quiet: { 'prometheus_rule_evaluation_failures_total{job="prometheus",rule_group="api"}': "2x4" },
  },
  {
    alert: "NotificationsDropped",
    component: "prometheus",
    minute: 4,
    fires: { 'prometheus_notifications_dropped_total{job="prometheus"}': "0 0 2 2 2" },
    quiet: { 'prometheus_notifications_dropped_total{job="prometheus"}': "2x4" },
  },
];

/** One for each alert that there is; `__tests__/constructs/core/alert.test.ts` keeps that. */
export const ALERT_CASES: readonly AlertCase[] = [
  ...[...TARGETS, ...LAYERS, ...WAY_IN, ...HOST, ...POSTGRES, ...REDIS, ...BACKUPS, ...MONITORING],
];
