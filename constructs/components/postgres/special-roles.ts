import { Access } from "../../core";

/** A login of a user that is no layer: no schema, no rows, only what its work needs. */
export interface SpecialRole {
  readonly role: string;
  readonly secretFile: string;
  readonly access: Access;
  /** Of a pool: the roles that it serves. */
  readonly pooled: readonly string[];
}

/** https://www.postgresql.org/docs/current/predefined-roles.html; it sees statements of others while they run. */
const monitor = (name: string) => `GRANT pg_monitor TO ${name};
ALTER ROLE ${name} CONNECTION LIMIT 5;
ALTER ROLE ${name} SET statement_timeout = '10s';`;

/** Every row, also of tables with policies: a dump without some of them would be none. */
const backup = (name: string) => `GRANT pg_read_all_data TO ${name};
ALTER ROLE ${name} BYPASSRLS CONNECTION LIMIT 2;`;

/**
 * Looks up the logins of those that it serves, nobody else's, through a function of the superuser. No layer is named with
 * a dot, so no layer's schema is meant. https://www.pgbouncer.org/config.html#auth_query
 */
const pool = (name: string, pooled: readonly string[]) => `CREATE SCHEMA IF NOT EXISTS "bulwark.pool";
CREATE OR REPLACE FUNCTION "bulwark.pool".${name}(wanted text, OUT usename name, OUT passwd text)
  RETURNS SETOF record LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
  AS $$SELECT s.usename, s.passwd FROM pg_shadow s
    WHERE s.usename = wanted AND s.usename = ANY (ARRAY[${pooled.map((one) => `'${one}'`).join(", ")}]::name[])$$;
REVOKE ALL ON FUNCTION "bulwark.pool".${name} FROM PUBLIC;
GRANT USAGE ON SCHEMA "bulwark.pool" TO ${name};
GRANT EXECUTE ON FUNCTION "bulwark.pool".${name} TO ${name};`;

const RIGHTS: Partial<Readonly<Record<Access, (name: string, pooled: readonly string[]) => string>>> = {
  [Access.MONITOR]: monitor,
  [Access.POOL]: pool,
  [Access.BACKUP]: backup,
};

/** What a role may do beyond connecting. */
export const rightsOf = ({ role, access, pooled }: SpecialRole): string => RIGHTS[access]?.(`"${role}"`, pooled) ?? "";
