import { escapeIdentifier, escapeLiteral, type Client } from "pg";
import { firstOf, type Credentials } from "./credentials";
import { nobodyLetIn, noSuchUser } from "./errors";
import { connected, isLetIn } from "./postgres";
import { verifierOf } from "./scram";
import type { Settings } from "./settings";

/** Gives the user whose turn it is the new password; the one who is in use keeps his. */
export function setOther(settings: Settings, administrator: Credentials, made: Credentials): Promise<void> {
  return connected(settings, administrator, async (client) => {
    const first = firstOf(made.username);
    if (!(await exists(client, first))) throw noSuchUser(first);
    if (first !== made.username) await makeTwin(client, first, made.username);
    await client.query(alter(made.username, `LOGIN PASSWORD ${escapeLiteral(verifierOf(made.password))}`));
  });
}

/**
 * One that is the first in all it does: what it makes belongs to the first, so that both may change it.
 * https://www.postgresql.org/docs/current/sql-set-role.html
 */
async function makeTwin(client: Client, first: string, twin: string): Promise<void> {
  if (!(await exists(client, twin))) await client.query(`CREATE ROLE ${escapeIdentifier(twin)} NOLOGIN`);
  await client.query(`GRANT ${escapeIdentifier(first)} TO ${escapeIdentifier(twin)}`);
  await client.query(alter(twin, `SET role = ${escapeLiteral(first)}`));
}

/** Changes the password of a user by himself. */
export async function setOwn(
  settings: Settings,
  known: readonly (Credentials | undefined)[],
  made: Credentials,
): Promise<void> {
  for (const one of known) {
    if (one?.username !== made.username || !(await isLetIn(settings, one))) continue;
    const change = alter(made.username, `PASSWORD ${escapeLiteral(verifierOf(made.password))}`);
    await connected(settings, one, (client) => client.query(change));
    return;
  }
  throw nobodyLetIn(made.username);
}

const alter = (user: string, what: string): string => `ALTER ROLE ${escapeIdentifier(user)} ${what}`;

async function exists(client: Client, user: string): Promise<boolean> {
  const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [user]);
  return rowCount === 1;
}
