import { migrationRole, ownerRole, type LayerRole } from "./layer-role";
import { rightsOf, type SpecialRole } from "./special-roles";

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
# all of it, or nothing
exec psql -X -q -1 -v ON_ERROR_STOP=1 -f /config/roles.sql
`;
}

/**
 * The roles as they shall be, whatever they were: a schema per layer, owned by a role that nobody logs in as, and a role
 * per layer that reads and writes its rows and changes no table. A layer with migrations has a second login for these,
 * which makes and changes tables in the layer's schema. Roles of layers that are gone lose their login and go; their
 * schemas stay.
 */
export function rolesSql(database: string, roles: readonly LayerRole[], special: readonly SpecialRole[] = []): string {
  const logins = [...roles.flatMap(loginsOf), ...special.map(({ role }) => role)];
  return [prologue(database), ...roles.map(layer), ...special.map(specialLogin), removed(logins)].join("\n");
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

function layer(one: LayerRole): string {
  const { role, secretFile, schemaFile, migrationSecretFile } = one;
  const name = quoted(role);
  return `
${login(role, secretFile)}
GRANT bulwark_layers TO ${name};
CREATE SCHEMA IF NOT EXISTS ${name} AUTHORIZATION platform_owner;
ALTER ROLE ${name} SET search_path = ${name};
GRANT USAGE ON SCHEMA ${name} TO ${name};
${rowsOf("platform_owner", name)}
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${name} TO ${name};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${name} TO ${name};
${migrationSecretFile ? migration(role, migrationSecretFile) : ""}${schemaFile ? applySchema(role, schemaFile, migrationSecretFile ? quoted(ownerRole(role)) : "platform_owner") : ""}`;
}

function login(role: string, secretFile: string): string {
  const name = quoted(role);
  return `${ensureRole(role, "LOGIN")}
ALTER ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
\\set value \`cat ${secretFile}\`
\\set VERBOSITY terse
ALTER ROLE ${name} PASSWORD :'value';
\\set VERBOSITY default
\\unset value`;
}

/** What an owner makes in a layer's schema later on, the layer may use. */
function rowsOf(owner: string, name: string): string {
  const inSchema = `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${name}`;
  return `${inSchema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${name};
${inSchema} GRANT USAGE, SELECT ON SEQUENCES TO ${name};`;
}

/**
 * The login acts as the owner, so the tables stay when the login goes. It may connect last of all: a job that waits until
 * it may finds everything there.
 */
function migration(role: string, secretFile: string): string {
  const [owner, user] = [ownerRole(role), migrationRole(role)];
  return `${ensureRole(owner, "NOLOGIN")}
GRANT USAGE, CREATE ON SCHEMA ${quoted(role)} TO ${quoted(owner)};
${rowsOf(quoted(owner), quoted(role))}
SELECT format('ALTER TABLE %s OWNER TO ${quoted(owner)}', oid::regclass) FROM pg_class
  WHERE relnamespace = '${quoted(role)}'::regnamespace AND relowner = 'platform_owner'::regrole AND relkind IN ('r', 'p', 'v', 'm', 'f') \\gexec
${login(user, secretFile)}
GRANT ${quoted(owner)} TO ${quoted(user)};
ALTER ROLE ${quoted(user)} SET role = '${owner}';
ALTER ROLE ${quoted(user)} SET search_path = ${quoted(role)};
GRANT bulwark_layers TO ${quoted(user)};
`;
}

const applySchema = (role: string, file: string, owner: string) => `SET ROLE ${owner};
SET search_path = ${quoted(role)};
\\i /config/${file}
RESET search_path;
RESET ROLE;`;

const specialLogin = (one: SpecialRole) => `
${login(one.role, one.secretFile)}
GRANT bulwark_layers TO ${quoted(one.role)};
${rightsOf(one)}`;

const loginsOf = ({ role, migrationSecretFile }: LayerRole) => [
  role,
  ...(migrationSecretFile ? [migrationRole(role)] : []),
];

function removed(logins: readonly string[]): string {
  const kept = logins.map((login) => `'${login}'`).join(", ") || "''";
  const gone = `SELECT rolname FROM pg_roles WHERE oid IN (SELECT member FROM pg_auth_members WHERE roleid = 'bulwark_layers'::regrole) AND rolname NOT IN (${kept})`;
  return `
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename IN (${gone}) \\g /dev/null
SELECT format('DROP OWNED BY %1$I; DROP ROLE %1$I', rolname) FROM (${gone}) AS gone \\gexec
`;
}
