import type { Construct } from "constructs";
import { z } from "zod";
import {
  Access,
  Component,
  Duration,
  JobPhase,
  JobReach,
  Lifecycle,
  Memory,
  VolumeContent,
  accessOf,
  isSaving,
  mounted,
  password,
  savedBy,
  type Awaited,
  type BackupSource,
  type Binding,
  type Endpoint,
  type Job,
  type Reachable,
  type SpecContext,
  type Spec,
} from "../core";
import { accountTaken } from "../core/errors";
import { savedData } from "./redis/backup";
import { ACL_FILE, ask, checkUsers, installUsers, loadUsers, type Account, type Accounts } from "./redis/scripts";

export enum RedisPurpose {
  /** Evicts when full, loses its content with a restart. */
  CACHE = "cache",
  /** Keeps every write it acknowledged for more than a second, refuses writes when full. */
  STORE = "store",
}

export const redisSettings = z.strictObject({
  purpose: z
    .enum(RedisPurpose)
    .default(RedisPurpose.CACHE)
    .describe("cache: evicts, not saved; store: saved, refuses when full"),
  memoryMiB: z.number().int().min(32).default(128).describe("memory limit of the server; half of it is for data"),
  cpus: z.number().positive().default(0.5).describe("CPUs the server may use"),
});

export type RedisSettings = z.output<typeof redisSettings>;

export interface RedisProps {
  /** @default RedisPurpose.CACHE */
  readonly purpose?: RedisPurpose;
  /** @default - 128 MiB */
  readonly memory?: Memory;
  /** @default 0.5 */
  readonly cpus?: number;
  /** Earlier ids, the first one first: volume and secrets keep its name. @default - never renamed */
  readonly renamedFrom?: readonly string[];
}

const PORT = 6379;
/** An account, and what it is for. */
interface RedisUser {
  readonly name: string;
  readonly access: Access;
}

const OWN_ACCOUNTS = /^(admin|health|default)$/;

/** One Redis server: an ACL user for each layer that uses it, limited to keys of its own. */
export class Redis extends Component implements Reachable, Awaited, BackupSource {
  readonly endpoint: Endpoint;
  private readonly purpose: RedisPurpose;
  private readonly memory: Memory;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RedisProps = {},
  ) {
    super(scope, id, [], props.renamedFrom);
    this.endpoint = { scheme: "redis", host: this.name, port: PORT };
    this.purpose = props.purpose ?? RedisPurpose.CACHE;
    this.memory = props.memory ?? Memory.mebibytes(128);
  }

  /** A cache keeps nothing that a restart would not lose. */
  get isBackedUp(): boolean {
    return this.purpose === RedisPurpose.STORE;
  }

  bindingFor(user: Component): Binding {
    return {
      environment: {
        REDIS_HOST: this.endpoint.host,
        REDIS_PORT: `${PORT}`,
        REDIS_USER: user.dataName,
        REDIS_KEY_PREFIX: `${user.dataName}:`,
        REDIS_PASSWORD_FILE: `/run/secrets/${this.secretNameOf(user.dataName)}`,
      },
      secrets: [mounted(password(this.secretNameOf(user.dataName)))],
    };
  }

  awaitedBy(user: Component, { images }: SpecContext): Job {
    const account = this.accountOf(user);
    return {
      name: `await.${this.name}`,
      phase: JobPhase.ROLL,
      image: images.image("redis"),
      command: ["/bin/sh", "/config/await.sh"],
      files: [{ name: "await.sh", content: ask(this.own(account), this.endpoint.host, "PING", "PONG") }],
      secrets: [mounted(password(this.secretNameOf(account)))],
      reach: JobReach.PEERS,
    };
  }

  spec({ relations, images }: SpecContext): Spec {
    const store = this.isBackedUp;
    const savers = store ? relations.with(isSaving) : [];
    const saved = savedBy(savers[0], ({ dataName }) => savedData(this, this.own(dataName), this.own("admin")));
    return {
      image: images.image("redis"),
      command: ["redis-server", "/config/redis.conf"],
      environment: {},
      files: [
        { name: "redis.conf", content: this.configuration() },
        { name: "health.sh", content: ask(this.own("health"), "127.0.0.1", "PING", "PONG") },
      ],
      secrets: [mounted(password(this.secretNameOf("health")))],
      volumes: [this.dataVolume(store)],
      temporary: [],
      health: { command: ["/bin/sh", "/config/health.sh"], startPeriod: Duration.seconds(10) },
      resources: { memory: this.memory, cpus: this.props.cpus ?? 0.5, processes: 64 },
      lifecycle: store ? Lifecycle.STATEFUL : Lifecycle.EXCLUSIVE,
      replicas: 1,
      stopGrace: Duration.seconds(30),
      init: false,
      publishes: [],
      jobs: [
        ...this.jobs(
          [...relations.usersOf(this), ...savers].map((user) => ({
            name: this.accountOf(user),
            access: accessOf(user),
          })),
          store,
        ),
        ...saved.jobs,
      ],
      scheduled: saved.scheduled,
      exceptions: [],
    };
  }

  /** The users' file is installed before the server starts, and loaded by a running one without a restart. */
  private jobs(users: readonly RedisUser[], store: boolean): readonly Job[] {
    const accounts = this.accounts(users);
    const { admin, health } = accounts;
    const secrets = [admin, health, ...users.map(({ name }) => this.own(name))].map(({ secret }) =>
      mounted(password(secret)),
    );
    return [
      {
        name: "check",
        phase: JobPhase.CHECK,
        command: ["/bin/sh", "/config/check-users.sh"],
        files: [{ name: "check-users.sh", content: checkUsers(accounts) }],
        secrets,
      },
      {
        name: "users",
        phase: JobPhase.BEFORE,
        command: ["/bin/sh", "/config/install-users.sh"],
        files: [{ name: "install-users.sh", content: installUsers(accounts) }],
        secrets,
        volumes: [this.dataVolume(store)],
      },
      {
        name: "load-users",
        phase: JobPhase.AFTER,
        command: ["/bin/sh", "/config/load-users.sh"],
        files: [
          { name: "load-users.sh", content: loadUsers(admin, this.endpoint.host) },
          // Another list of users is another job, so that it runs again.
          { name: "users.txt", content: `${users.map(({ name }) => name).join("\n")}\n` },
        ],
        secrets: [mounted(password(admin.secret))],
        volumes: [{ ...this.dataVolume(store), readOnly: true }],
        reach: JobReach.OWN,
      },
    ];
  }

  private accounts(users: readonly RedisUser[]): Accounts {
    const those = (wanted: Access) => users.filter(({ access }) => access === wanted).map(({ name }) => this.own(name));
    return {
      admin: this.own("admin"),
      health: this.own("health"),
      layers: those(Access.SERVE),
      monitors: those(Access.MONITOR),
      backups: those(Access.BACKUP),
    };
  }

  private dataVolume(store: boolean) {
    // The append-only file and its rewrite lie there side by side.
    const size = Memory.mebibytes(this.memory.toMebibytes() * 4);
    return { name: "data", content: store ? VolumeContent.DATA : VolumeContent.SHARED, path: "/data", size };
  }

  /** https://redis.io/docs/latest/operate/oss_and_stack/management/config/ */
  private configuration(): string {
    const store = this.purpose === RedisPurpose.STORE;
    return `bind 0.0.0.0
port ${PORT}
protected-mode yes
dir /data
aclfile ${ACL_FILE}
# half: a rewrite of the append-only file copies pages, and buffers of clients come on top
maxmemory ${this.memory.share(0.5).toBytes()}
maxmemory-policy ${store ? "noeviction" : "allkeys-lru"}
maxmemory-clients 10%
appendonly ${store ? "yes" : "no"}
appendfsync everysec
save ""
tcp-keepalive 60
timeout 0
loglevel notice
`;
  }

  private accountOf({ dataName, node }: Component): string {
    if (OWN_ACCOUNTS.test(dataName)) throw accountTaken(node.path, this.name, dataName);
    return dataName;
  }

  private own(user: string): Account {
    return { user, secret: this.secretNameOf(user) };
  }

  private secretNameOf(user: string): string {
    return `${this.dataName}-${user}`;
  }
}
