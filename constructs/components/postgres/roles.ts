export interface LayerRole {
  /** Also the name of the layer's schema. */
  readonly role: string;
  readonly secretFile: string;
  /** Below /config. */
  readonly schemaFile: string | undefined;
}

/** Waits for the real server and applies the roles: the one that makes a new data folder listens on no TCP port. */
export function applyRolesScript(database: string): string {
  return `set -eu
export PGHOST=/var/run/postgresql PGUSER=postgres PGDATABASE=${database}
tries=0
until [ "$(psql -X -A -t -c 'SHOW listen_addresses' 2>/dev/null)" = '*' ]; do
  tries=$((tries + 1))
  if [ "$tries" -ge 120 ]; then
    echo 'Postgres did not accept connections within 120 s; its log says why' >&2
    exit 1
  fi
  sleep 1
done
exec psql -X -q -v ON_ERROR_STOP=1 -f /config/roles.sql
`;
}

/**
 * The roles as they shall be, whatever they were: a schema per layer, owned by a role that nobody logs in as, and a role
 * per layer that reads and writes its rows and changes no table. Roles of layers that are gone lose their login and go;
 * their schemas stay.
 */
export function rolesSql(database: string, roles: readonly LayerRole[]): string {
  return [prologue(database), ...roles.map(layer), removed(roles)].join("\n");
}

const prologue = (
  database: string,
) => `-- a failed statement with a password must not be logged with it, nor shown: terse errors do not quote the line
SET log_min_error_statement = panic;
SET log_min_duration_statement = -1;
${ensureRole("platform_owner", "NOLOGIN")}
${ensureRole("bulwark_layers", "NOLOGIN")}
REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT CONNECT ON DATABASE ${database} TO bulwark_layers;`;

/** Quoted: `user` and `order` are fine names for a layer, and reserved words of SQL. */
const quoted = (identifier: string) => `"${identifier}"`;

const ensureRole = (role: string, login: "LOGIN" | "NOLOGIN") =>
  `SELECT 'CREATE ROLE ${quoted(role)} ${login}' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') \\gexec`;

function layer({ role, secretFile, schemaFile }: LayerRole): string {
  const name = quoted(role);
  const inSchema = `ALTER DEFAULT PRIVILEGES FOR ROLE platform_owner IN SCHEMA ${name}`;
  return `
${ensureRole(role, "LOGIN")}
ALTER ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
\\set value \`cat ${secretFile}\`
\\set VERBOSITY terse
ALTER ROLE ${name} PASSWORD :'value';
\\set VERBOSITY default
\\unset value
GRANT bulwark_layers TO ${name};
CREATE SCHEMA IF NOT EXISTS ${name} AUTHORIZATION platform_owner;
ALTER ROLE ${name} SET search_path = ${name};
GRANT USAGE ON SCHEMA ${name} TO ${name};
${inSchema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${name};
${inSchema} GRANT USAGE, SELECT ON SEQUENCES TO ${name};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${name} TO ${name};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${name} TO ${name};
${schemaFile ? applySchema(role, schemaFile) : ""}`;
}

const applySchema = (role: string, file: string) => `SET ROLE platform_owner;
SET search_path = ${quoted(role)};
\\i /config/${file}
RESET search_path;
RESET ROLE;`;

function removed(roles: readonly LayerRole[]): string {
  const kept = roles.map(({ role }) => `'${role}'`).join(", ") || "''";
  const gone = `SELECT rolname FROM pg_roles WHERE oid IN (SELECT member FROM pg_auth_members WHERE roleid = 'bulwark_layers'::regrole) AND rolname NOT IN (${kept})`;
  return `
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename IN (${gone}) \\g /dev/null
SELECT format('DROP OWNED BY %1$I; DROP ROLE %1$I', rolname) FROM (${gone}) AS gone \\gexec
`;
}
