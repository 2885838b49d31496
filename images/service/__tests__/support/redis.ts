import { Redis } from "ioredis";
import type { Lab } from "./lab";
import { eventually, freePort } from "./lab";
import { Program, locate } from "./program";

const PASSWORD = "r-9be2a5c1";
export const PREFIX = "l01:";

/** The narrowest user that a layer gets: its own keys, nothing dangerous. */
const USERS = [
  `user default off`,
  `user app on >${PASSWORD} ~${PREFIX}* +@all -@dangerous -@admin`,
  "user admin on >a ~* +@all",
];

/** A real Redis with an ACL. */
export class TestRedis {
  private server?: Program;

  private constructor(
    private readonly folder: string,
    private readonly acl: string,
    readonly port: number,
  ) {}

  static async create(lab: Lab): Promise<TestRedis> {
    const redis = new TestRedis(lab.folder(), lab.file(USERS.join("\n"), "users.acl"), await freePort());
    lab.onRelease(() => redis.stop());
    return redis;
  }

  async start(): Promise<this> {
    const place = ["--port", String(this.port), "--bind", "127.0.0.1", "--dir", this.folder, "--aclfile", this.acl];
    this.server = new Program([locate("redis-server"), ...place, "--save", "", "--appendonly", "no"]);
    await eventually("Redis answers", () => this.admin((client) => client.ping()));
    return this;
  }

  async admin<T>(command: (client: Redis) => Promise<T>): Promise<T> {
    const options = { port: this.port, username: "admin", password: "a", retryStrategy: () => null, lazyConnect: true };
    const client = new Redis(options).on("error", () => undefined);
    try {
      await client.connect();
      return await command(client);
    } finally {
      client.disconnect();
    }
  }

  async stop(): Promise<void> {
    await this.server?.kill("SIGKILL");
  }

  variables(lab: Lab, port = this.port): Record<string, string> {
    const passwordFile = lab.file(`${PASSWORD}\n`, "redis-password");
    const where = { REDIS_HOST: "127.0.0.1", REDIS_PORT: String(port), REDIS_USER: "app" };
    return { ...where, REDIS_KEY_PREFIX: PREFIX, REDIS_PASSWORD_FILE: passwordFile };
  }
}

export const startRedis = async (lab: Lab): Promise<TestRedis> => (await TestRedis.create(lab)).start();
