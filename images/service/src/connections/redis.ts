import { Redis as Client } from "ioredis";
import type { Logger } from "pino";
import type { RedisSettings } from "../configuration/configuration";
import { readSecret } from "../configuration/secret-file";
import { withDeadline } from "../health/deadline";
import type { Dependency } from "../health/dependency";

const MAX_RECONNECT_DELAY_MS = 500;
const DISCONNECT_TIMEOUT_MS = 100;

/** Redis over one connection; every call ends within the deadline, and none waits for a reconnection. */
export class Redis implements Dependency {
  readonly name = "redis";
  readonly kind = "redis";
  readonly required = true;
  private inFlight = 0;

  private readonly client: Client;

  /** Begins to connect, and keeps trying. */
  constructor(
    settings: RedisSettings,
    private readonly timeoutMs: number,
    log: Logger,
  ) {
    const client = new Client({
      host: settings.host,
      port: settings.port,
      username: settings.user,
      password: readSecret(settings.passwordFile),
      keyPrefix: settings.keyPrefix,
      connectTimeout: timeoutMs,
      // A black hole never confirms the end of a connection.
      disconnectTimeout: DISCONNECT_TIMEOUT_MS,
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      // The ready check and the client's name need commands that a narrow ACL forbids.
      enableReadyCheck: false,
      disableClientInfo: true,
      retryStrategy: (attempt) => Math.min(50 * attempt, MAX_RECONNECT_DELAY_MS),
    });
    client.on("error", (error) => log.debug({ error }, "the connection to Redis failed"));
    client.on("reconnecting", () => renewPassword(client, settings, log));
    client.connect().catch(() => undefined);
    this.client = client;
  }

  /**
   * A client believes in a black-holed connection for minutes, and in one that was refused its password for ever: a
   * failed ping drops it, so that the next ping meets a new one.
   */
  async ping(): Promise<void> {
    try {
      await this.run((client) => client.ping());
    } catch (error) {
      if (this.client.status === "ready") this.client.disconnect(true);
      throw error;
    }
  }

  async run<T>(command: (client: Client) => Promise<T>): Promise<T> {
    this.inFlight += 1;
    try {
      return await withDeadline(this.timeoutMs, () => command(this.client));
    } finally {
      this.inFlight -= 1;
    }
  }

  /** Commands that wait for their answer. */
  get queueDepth(): number {
    return this.inFlight;
  }

  close(): void {
    this.client.disconnect();
  }
}

function renewPassword(client: Client, settings: RedisSettings, log: Logger): void {
  try {
    client.options.password = readSecret(settings.passwordFile);
  } catch (error) {
    log.error({ error }, "the password of Redis cannot be read; the last one is used");
  }
}
