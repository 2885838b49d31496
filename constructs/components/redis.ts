import type { Construct } from "constructs";
import { z } from "zod";
import {
  Component,
  Duration,
  JobPhase,
  Lifecycle,
  Memory,
  VolumeContent,
  mounted,
  password,
  type Binding,
  type Endpoint,
  type Job,
  type Reachable,
  type SpecContext,
  type Spec,
} from "../core";
import { accountTaken } from "../core/errors";

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
}

const PORT = 6379;
const ACL_FILE = "/data/users.acl";
const OWN_ACCOUNTS = /^(admin|health|default)$/;

/** One Redis server: an ACL user for each layer that uses it, limited to keys of its own. */
export class Redis extends Component implements Reachable {
  readonly endpoint: Endpoint;
  private readonly purpose: RedisPurpose;
  private readonly memory: Memory;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RedisProps = {},
  ) {
    super(scope, id);
    this.endpoint = { scheme: "redis", host: this.name, port: PORT };
    this.purpose = props.purpose ?? RedisPurpose.CACHE;
    this.memory = props.memory ?? Memory.mebibytes(128);
  }

  bindingFor(user: Component): Binding {
    return {
      environment: {
        REDIS_HOST: this.endpoint.host,
        REDIS_PORT: `${PORT}`,
        REDIS_USER: user.name,
        REDIS_KEY_PREFIX: `${user.name}:`,
        REDIS_PASSWORD_FILE: `/run/secrets/${this.secretNameOf(user.name)}`,
      },
      secrets: [mounted(password(this.secretNameOf(user.name)))],
    };
  }

  spec({ relations, images }: SpecContext): Spec {
    const store = this.purpose === RedisPurpose.STORE;
    return {
      image: images.image("redis"),
      command: ["redis-server", "/config/redis.conf"],
      environment: {},
      files: [
        { name: "redis.conf", content: this.configuration() },
        { name: "health.sh", content: this.ask("health", "127.0.0.1", "PING", "PONG") },
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
      jobs: this.jobs(
        relations.usersOf(this).map((user) => this.accountOf(user)),
        store,
      ),
      exceptions: [],
    };
  }

  /** The users' file is installed before the server starts, and loaded by a running one without a restart. */
  private jobs(users: readonly string[], store: boolean): readonly Job[] {
    const named = ["admin", "health", ...users];
    return [
      {
        name: "users",
        phase: JobPhase.BEFORE,
        command: ["/bin/sh", "/config/install-users.sh"],
        files: [{ name: "install-users.sh", content: installUsers(users, (user) => this.secretNameOf(user)) }],
        secrets: named.map((user) => mounted(password(this.secretNameOf(user)))),
        volumes: [this.dataVolume(store)],
      },
      {
        name: "load-users",
        phase: JobPhase.AFTER,
        command: ["/bin/sh", "/config/load-users.sh"],
        files: [
          { name: "load-users.sh", content: this.ask("admin", this.endpoint.host, "ACL LOAD", "OK") },
          // Another list of users is another job, so that it runs again.
          { name: "users.txt", content: `${users.join("\n")}\n` },
        ],
        secrets: [mounted(password(this.secretNameOf("admin")))],
        usesNetwork: true,
      },
    ];
  }

  /** Asks over standard input: a password on the command line or in the environment can be read by others. */
  private ask(user: string, host: string, command: string, answer: string): string {
    return `tries=0
while [ "$tries" -lt ${host === "127.0.0.1" ? 1 : 60} ]; do
  if printf 'AUTH ${user} %s\\n${command}\\n' "$(cat /run/secrets/${this.secretNameOf(user)})" |
    redis-cli -h ${host} 2>&1 | tail -n 1 | grep -qx '${answer}'; then
    exit 0
  fi
  tries=$((tries + 1))
  sleep 1
done
echo "Redis did not answer '${command}' with ${answer}" >&2
exit 1
`;
  }

  private dataVolume(store: boolean) {
    return { name: "data", content: store ? VolumeContent.DATA : VolumeContent.SHARED, path: "/data" };
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

  private accountOf({ name, node }: Component): string {
    if (OWN_ACCOUNTS.test(name)) throw accountTaken(node.path, this.name, name);
    return name;
  }

  private secretNameOf(user: string): string {
    return `${this.name}-${user}`;
  }
}

/** Only hashes reach the file; a layer has its own keys and channels, and no command that reads or harms others. */
function installUsers(users: readonly string[], secretNameOf: (user: string) => string): string {
  const line = (user: string, rules: string) =>
    `  printf 'user ${user} on #%s ${rules}\\n' "$(hash ${secretNameOf(user)})"`;
  return `set -eu
umask 077
hash() { tr -d '\\n' < "/run/secrets/$1" | sha256sum | cut -d ' ' -f 1; }
{
  printf 'user default off resetpass -@all\\n'
${line("admin", "~* &* +@all")}
${line("health", "-@all +ping")}
${users.map((user) => line(user, `~${user}:* &${user}:* +@all -@dangerous -@admin`)).join("\n")}
} > ${ACL_FILE}.new
mv ${ACL_FILE}.new ${ACL_FILE}
`;
}
