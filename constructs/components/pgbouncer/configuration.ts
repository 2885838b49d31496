export interface PoolSizes {
  /** Connections that the server accepts. */
  readonly maxConnections: number;
  readonly maxClients: number;
}

export interface Pool extends PoolSizes {
  readonly server: { readonly host: string; readonly port: string; readonly database: string };
  /** The login that looks up passwords, and the file with its own. */
  readonly login: string;
  readonly userlist: string;
  /** Of PgBouncer. */
  readonly version: string;
}

export const PORT = 5432;

/** Of what the server accepts, superusers have 3, and a quarter is for those who come past the pool. */
export const serverConnections = ({ maxConnections }: PoolSizes): number =>
  Math.max(1, Math.floor((maxConnections - 3) * 0.75));

/** One user alone gets a quarter of these; how many users there are must not change the file. */
const perUser = (sizes: PoolSizes) => Math.max(1, Math.floor(serverConnections(sizes) / 4));

/** A function that Postgres makes for each pool, see `special-roles.ts` there. */
const loginsOf = (login: string) => `"bulwark.pool"."${login}"`;

/** `pgbouncer.ini`. https://www.pgbouncer.org/config.html */
export function poolConfiguration(pool: Pool): string {
  const { server, login, userlist, version, maxClients } = pool;
  return `[databases]
${server.database} = host=${server.host} port=${server.port} dbname=${server.database}

[pgbouncer]
listen_addr = 0.0.0.0
listen_port = ${PORT}
unix_socket_dir =
pool_mode = transaction
auth_type = scram-sha-256
auth_file = ${userlist}
auth_user = ${login}
auth_query = SELECT usename, passwd FROM ${loginsOf(login)}($1)
max_client_conn = ${maxClients}
default_pool_size = ${perUser(pool)}
max_db_connections = ${serverConnections(pool)}
${hasPreparedStatements(version) ? "max_prepared_statements = 200\n" : ""}; drivers send these with every connection; those of one client are not another one's, so they do not hold here
ignore_startup_parameters = extra_float_digits,statement_timeout,lock_timeout,idle_in_transaction_session_timeout
; a server that was away is tried again at once, at the address that it has now
server_login_retry = 1
dns_max_ttl = 5
dns_nxdomain_ttl = 1
query_wait_timeout = 30
; probes would fill the log
log_connections = 0
log_disconnections = 0
`;
}

/** Since 1.21; before, prepared statements of drivers do not outlive a transaction. https://www.pgbouncer.org/changelog.html */
function hasPreparedStatements(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 1 || minor >= 21;
}

/** Its own password in memory, in the form that it reads. */
export const startScript = (login: string, secretFile: string, userlist: string): string => `set -eu
umask 077
printf '"${login}" "%s"\\n' "$(cat ${secretFile})" >${userlist}
exec /usr/bin/pgbouncer /config/pgbouncer.ini
`;

/** Asks for TLS, which it answers with a letter as long as it serves, and hangs up. */
export const HEALTH = `answer=$(printf '\\000\\000\\000\\010\\004\\322\\026\\057' | nc -w 2 127.0.0.1 ${PORT} | head -c 1)
[ "$answer" = N ] || { echo "PgBouncer answered '$answer'"; exit 1; }
`;
