import type { Memory } from "../../core";

export interface ServerSizes {
  readonly maxConnections: number;
  readonly sharedBuffers: Memory;
  readonly workMemory: Memory;
  readonly maintenanceMemory: Memory;
  readonly effectiveCacheSize: Memory;
}

/** `postgresql.conf`. https://www.postgresql.org/docs/current/runtime-config.html */
export function serverConfiguration(sizes: ServerSizes): string {
  return `listen_addresses = '*'
port = 5432
unix_socket_directories = '/var/run/postgresql'
unix_socket_permissions = 0770
hba_file = '/config/pg_hba.conf'
max_connections = ${sizes.maxConnections}
superuser_reserved_connections = 3
shared_buffers = ${sizes.sharedBuffers.toMebibytes()}MB
work_mem = ${sizes.workMemory.toMebibytes()}MB
maintenance_work_mem = ${sizes.maintenanceMemory.toMebibytes()}MB
effective_cache_size = ${sizes.effectiveCacheSize.toMebibytes()}MB
max_wal_size = 1GB
wal_compression = on
password_encryption = 'scram-sha-256'
idle_in_transaction_session_timeout = '5min'
tcp_keepalives_idle = 60
log_destination = 'stderr'
logging_collector = off
log_connections = on
log_disconnections = on
log_lock_waits = on
log_min_duration_statement = 1000
log_line_prefix = '%m [%p] %q%u@%d '
timezone = 'UTC'
`;
}

/**
 * Who may log in: the superuser by the socket and its own uid only, layers by SCRAM. Who reaches the server at all is the
 * target's to say: an address tells nothing where pods have networks of their own.
 */
export function hostBasedAuthentication(database: string): string {
  return `# TYPE  DATABASE  USER             ADDRESS   METHOD
local   all       postgres                   peer
local   all       all                        reject
host    all       postgres         all       reject
host    ${database}  +bulwark_layers  all       scram-sha-256
host    all       all              all       reject
`;
}
