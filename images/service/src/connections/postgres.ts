import type { QueryResult, QueryResultRow } from "pg";
import { Pool } from "pg";
import type { Logger } from "pino";
import type { PostgresSettings } from "../configuration/configuration";
import { readSecret } from "../configuration/secret-file";
import { withDeadline } from "../health/deadline";
import type { Dependency } from "../health/dependency";

/** Postgres through a small pool; every call ends within the deadline. */
export class Postgres implements Dependency {
  readonly name = "postgres";
  readonly kind = "postgres";
  readonly required = true;

  private readonly pool: Pool;

  /** Connects nowhere yet. */
  constructor(
    settings: PostgresSettings,
    private readonly timeoutMs: number,
    log: Logger,
  ) {
    this.pool = new Pool({
      host: settings.host,
      port: settings.port,
      database: settings.database,
      user: settings.user,
      // Read at every new connection: a rotated password needs no restart.
      password: () => readSecret(settings.passwordFile),
      application_name: settings.applicationName,
      max: settings.poolSize,
      connectionTimeoutMillis: timeoutMs,
      // The client's deadline frees the request and drops the connection, the server's frees the backend: without it
      // statements that wait for a lock would pile up there until max_connections.
      query_timeout: timeoutMs,
      statement_timeout: timeoutMs,
      keepAlive: true,
    });
    this.pool.on("error", (error) => log.debug({ error }, "an idle connection to Postgres was lost"));
  }

  async ping(): Promise<void> {
    await this.query("SELECT 1");
  }

  /** One statement is one transaction: when this resolves it is committed. */
  query<R extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<QueryResult<R>> {
    return withDeadline(this.timeoutMs, () => this.pool.query<R>(text, [...values]));
  }

  /** Calls that wait for a free connection. */
  get queueDepth(): number {
    return this.pool.waitingCount;
  }

  async close(): Promise<void> {
    await withDeadline(this.timeoutMs, () => this.pool.end()).catch(() => undefined);
  }
}
