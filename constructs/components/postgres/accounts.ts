import { Access, accessOf, isPool, isPrepared, sqlName, type Component, type Relations } from "../../core";
import { accountTaken } from "../../core/errors";
import { migrationRole, type LayerRole } from "./layer-role";
import type { SpecialRole } from "./special-roles";

/** Roles that are the server's or Bulwark's, and the secret of the superuser. `pg_` is reserved by Postgres. */
const OWN_ACCOUNTS = /^(postgres|superuser|public|none|platform-owner|bulwark-layers|information-schema|pg-.*)$/;

export interface Account {
  readonly role: string;
  /** The name of the secret with its password. */
  readonly secret: string;
}

/** The login of a server's user, for what it wants there. */
export function accountOf(server: Component, { dataName, node }: Component, access: Access): Account {
  if (OWN_ACCOUNTS.test(dataName)) throw accountTaken(node.path, server.name, dataName);
  const [role, secret] = [sqlName(dataName), `${server.dataName}-${dataName}`];
  return access === Access.PREPARE ? { role: migrationRole(role), secret: `${secret}.migration` } : { role, secret };
}

/** Every secret of a user at the server. */
export function secretsOf(server: Component, user: Component): readonly string[] {
  const accesses = isPrepared(user) ? [accessOf(user), Access.PREPARE] : [accessOf(user)];
  return accesses.map((access) => accountOf(server, user, access).secret);
}

export function layerRole(server: Component, user: Component, schemas: Readonly<Record<string, string>>): LayerRole {
  const { role, secret } = accountOf(server, user, Access.SERVE);
  return {
    role,
    secretFile: `/run/secrets/${secret}`,
    schemaFile: schemas[user.name] === undefined ? undefined : `${user.name}.sql`,
    migrationSecretFile: isPrepared(user)
      ? `/run/secrets/${accountOf(server, user, Access.PREPARE).secret}`
      : undefined,
  };
}

export function specialRole(server: Component, user: Component, relations: Relations): SpecialRole {
  const access = accessOf(user);
  const { role, secret } = accountOf(server, user, access);
  const pooled = isPool(user) ? relations.usersOf(user).map((one) => accountOf(server, one, Access.SERVE).role) : [];
  return { role, secretFile: `/run/secrets/${secret}`, access, pooled };
}

/** Those who use the server, and those who use it through a pool. */
export function usersAt(server: Component, relations: Relations): readonly Component[] {
  const users = relations.usersOf(server);
  return [...new Set([...users, ...users.filter(isPool).flatMap((pool) => relations.usersOf(pool))])];
}
