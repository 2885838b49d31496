import { Client, DatabaseError } from "pg";
import type { Credentials } from "./credentials";
import type { Settings } from "./settings";

/** Milliseconds; Lambda gives a step a minute. */
const DEADLINE = 10_000;

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const REFUSED = ["28P01", "28000"];

/** A session over TLS, with a server whose certificate is right. @throws Error of the driver when it is not */
export async function connected<Answer>(
  settings: Settings,
  { username, password }: Credentials,
  work: (client: Client) => Promise<Answer>,
): Promise<Answer> {
  const client = new Client({
    ...{ host: settings.host, port: settings.port, database: settings.database },
    ...{ user: username, password },
    ssl: { rejectUnauthorized: true, minVersion: "TLSv1.2" },
    ...{ connectionTimeoutMillis: DEADLINE, query_timeout: DEADLINE },
    application_name: "rotate-postgres",
  });
  // A connection that ends later must not end the function.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Whether somebody is let in. @throws Error when the server cannot be asked */
export async function isLetIn(settings: Settings, credentials: Credentials): Promise<boolean> {
  try {
    await connected(settings, credentials, (client) => client.query("SELECT 1"));
    return true;
  } catch (error) {
    if (error instanceof DatabaseError && REFUSED.includes(error.code ?? "")) return false;
    throw error;
  }
}
