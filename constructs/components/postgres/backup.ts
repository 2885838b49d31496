import { Access, RESTORED, mounted, password, type Component, type SavedData, type VolumeMount } from "../../core";
import { accountOf } from "./accounts";

export interface SavedServer {
  readonly server: Component;
  readonly saver: Component;
  readonly database: string;
  /** Where the superuser is let in, and nobody else is. */
  readonly socket: VolumeMount;
}

/** The dump is made over the network with a login that may only read, and restored as the superuser over the socket. */
export function savedData({ server, saver, database, socket }: SavedServer): SavedData {
  const { role, secret } = accountOf(server, saver, Access.BACKUP);
  return {
    dump: {
      files: [
        { name: "dump.sh", content: dumpScript({ host: server.name, database, role, secret }) },
        { name: "roles.sql", content: ROLES_SQL },
      ],
      secrets: [mounted(password(secret))],
    },
    restore: {
      files: [
        { name: "restore.sh", content: restoreScript(database) },
        { name: "look.sql", content: LOOK_SQL },
        { name: "empty.sql", content: EMPTY_SQL },
      ],
      volumes: [socket],
    },
  };
}

interface Login {
  readonly host: string;
  readonly database: string;
  readonly role: string;
  readonly secret: string;
}

/** Plain SQL: whoever has `psql` can read it, and restic stores only what changed since the last one. */
const dumpScript = ({ host, database, role, secret }: Login) => `set -eu
(umask 077 && printf '*:*:*:*:%s\\n' "$(cat /run/secrets/${secret})" >/tmp/pgpass)
export PGPASSFILE=/tmp/pgpass PGHOST=${host} PGUSER=${role} PGDATABASE=${database}
psql -X -w -A -t -v ON_ERROR_STOP=1 -f /config/roles.sql >"$1"
exec pg_dump --no-password --format=plain >>"$1"
`;

/** Without passwords: the job of the roles gives each what is due to it. Here they need to exist, for what they own. */
const ROLES_SQL = `SELECT format('SELECT %L WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = %L) \\gexec',
  format('CREATE ROLE %I NOLOGIN', rolname), rolname)
FROM pg_roles WHERE rolname !~ '^pg_' AND rolname <> 'postgres' ORDER BY rolname;
`;

/** All of it or nothing: what was there is dropped in the transaction that brings back what was saved. */
const restoreScript = (database: string) => `set -eu
export PGHOST=/var/run/postgresql PGUSER=postgres PGDATABASE=${database}
case $1 in
  look) exec psql -X -q -A -t -v ON_ERROR_STOP=1 -f /config/look.sql ;;
  restore) exec psql -X -q -1 -v ON_ERROR_STOP=1 -o /dev/null -f /config/empty.sql -f ${RESTORED.folder}/${RESTORED.file} ;;
esac
`;

const OWN_SCHEMAS = `nspname !~ '^pg_' AND nspname <> 'information_schema'`;

/** Tables that hold a row: those that schema files and migrations made anew are empty. */
const LOOK_SQL = `SELECT format('SELECT %L WHERE EXISTS (SELECT FROM %I.%I)', 'table ' || nspname || '.' || relname, nspname, relname)
FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind = 'r' AND ${OWN_SCHEMAS} ORDER BY nspname, relname \\gexec
`;

const EMPTY_SQL = `SET client_min_messages = warning;
-- layers that run keep what they read locked for no longer than a statement
SET lock_timeout = '60s';
SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace WHERE ${OWN_SCHEMAS} \\gexec
SELECT lo_unlink(oid) FROM pg_largeobject_metadata;
CREATE SCHEMA public AUTHORIZATION pg_database_owner;
COMMENT ON SCHEMA public IS 'standard public schema';
`;
