import type { Construct } from "constructs";
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
  type Image,
  type Job,
  type Poolable,
  type Reachable,
  type Relations,
  type SpecContext,
  type Spec,
  type VolumeMount,
} from "../core";
import { sharedBuffersTooLarge } from "../core/errors";
import { accountOf, layerRole, secretsOf, specialRole, usersAt } from "./postgres/accounts";
import { awaitScript } from "./postgres/await";
import { savedData } from "./postgres/backup";
import { postgresBinding } from "./postgres/binding";
import { applyRolesScript, rolesSql } from "./postgres/roles";
import { hostBasedAuthentication, serverConfiguration } from "./postgres/configuration";

export { ManagedPostgres, type ManagedPostgresProps } from "./postgres/managed-postgres";
export { postgresSettings, type PostgresSettings } from "./postgres/settings";

export interface PostgresProps {
  /** @default - 512 MiB */
  readonly memory?: Memory;
  /** Reserved for its data, where a target reserves space. @default - 10 GiB */
  readonly disk?: Memory;
  /** @default 1 */
  readonly cpus?: number;
  /** @default platform */
  readonly database?: string;
  /** @default 50 */
  readonly maxConnections?: number;
  /** @default - a quarter of the memory */
  readonly sharedBuffers?: Memory;
  /** @default - 4 MiB */
  readonly workMemory?: Memory;
  /** @default - three quarters of the memory */
  readonly effectiveCacheSize?: Memory;
  /** SQL text per layer name, applied to the layer's own schema. @default - none */
  readonly schemas?: Readonly<Record<string, string>>;
  /** Earlier ids, the first one first: volume, accounts and secrets keep its name. @default - never renamed */
  readonly renamedFrom?: readonly string[];
}

const PORT = 5432;
const MAINTENANCE = Memory.mebibytes(32);
const SOCKET = { name: "socket", content: VolumeContent.SHARED, path: "/var/run/postgresql" };

/** One PostgreSQL server: a role and a schema for each layer that uses it, no superuser over the network. */
export class Postgres extends Component implements Reachable, Awaited, Poolable, BackupSource {
  readonly endpoint: Endpoint;
  readonly isBackedUp = true;
  private readonly memory: Memory;
  private readonly database: string;
  readonly maxConnections: number;
  private readonly sharedBuffers: Memory;
  private readonly workMemory: Memory;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PostgresProps = {},
  ) {
    super(scope, id, [], props.renamedFrom);
    this.endpoint = { scheme: "postgres", host: this.name, port: PORT };
    this.memory = props.memory ?? Memory.mebibytes(512);
    this.database = props.database ?? "platform";
    this.maxConnections = props.maxConnections ?? 50;
    this.sharedBuffers = props.sharedBuffers ?? this.memory.share(0.25);
    this.workMemory = props.workMemory ?? Memory.mebibytes(4);
    this.requireRoom();
  }

  bindingFor(user: Component, access: Access = accessOf(user)): Binding {
    return postgresBinding({ server: this, endpoint: this.endpoint, database: this.database }, user, access);
  }

  awaitedBy(user: Component, { images }: SpecContext): Job {
    const account = accountOf(this, user, Access.PREPARE);
    const login = { host: this.endpoint.host, database: this.database, user: account.role };
    const secret = mounted(password(account.secret));
    return {
      name: `await.${this.name}`,
      phase: JobPhase.ROLL,
      image: images.image("postgres"),
      command: ["/bin/sh", "/config/await.sh"],
      files: [{ name: "await.sh", content: awaitScript(login, secret.path) }],
      secrets: [secret],
      reach: JobReach.PEERS,
    };
  }

  spec({ relations, images }: SpecContext): Spec {
    const image = images.image("postgres");
    const savers = relations.with(isSaving);
    const saved = savedBy(savers[0], (saver) =>
      savedData({ server: this, saver, database: this.database, socket: SOCKET }),
    );
    const superuser = password(`${this.dataName}-superuser`);
    return {
      image,
      command: ["postgres", "-c", "config_file=/config/postgresql.conf"],
      environment: {
        POSTGRES_DB: this.database,
        POSTGRES_INITDB_ARGS:
          "--data-checksums --auth-local=scram-sha-256 --auth-host=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8",
        POSTGRES_PASSWORD_FILE: `/run/secrets/${superuser.name}`,
      },
      files: [
        { name: "postgresql.conf", content: this.configuration() },
        { name: "pg_hba.conf", content: hostBasedAuthentication(this.database) },
      ],
      secrets: [mounted(superuser)],
      volumes: [this.dataVolume(image), SOCKET],
      temporary: [{ path: "/tmp", size: Memory.mebibytes(16) }],
      // Not the socket: while the data folder is made, a first server answers there that takes no connections.
      health: { command: ["pg_isready", "-q", "-h", "127.0.0.1", "-U", "postgres"], startPeriod: Duration.seconds(60) },
      resources: {
        memory: this.memory,
        cpus: this.props.cpus ?? 1,
        processes: this.maxConnections + 64,
        sharedMemory: this.memory.share(0.25),
      },
      lifecycle: Lifecycle.STATEFUL,
      replicas: 1,
      stopGrace: Duration.seconds(90),
      init: false,
      publishes: [],
      jobs: [this.rolesJob([...usersAt(this, relations), ...savers], relations), ...saved.jobs],
      scheduled: saved.scheduled,
      exceptions: [],
    };
  }

  private dataVolume(image: Image): VolumeMount {
    const size = this.props.disk ?? Memory.gibibytes(10);
    return { name: "data", content: VolumeContent.DATA, path: dataPath(image), size };
  }

  private rolesJob(users: readonly Component[], relations: Relations): Job {
    const layers = users.filter((user) => accessOf(user) === Access.SERVE);
    const others = users.filter((user) => accessOf(user) !== Access.SERVE);
    const roles = layers.map((user) => layerRole(this, user, this.props.schemas ?? {}));
    const special = others.map((user) => specialRole(this, user, relations));
    return {
      name: "roles",
      phase: JobPhase.AFTER,
      command: ["/bin/sh", "/config/apply-roles.sh"],
      files: [
        { name: "apply-roles.sh", content: applyRolesScript(this.database) },
        { name: "roles.sql", content: rolesSql(this.database, roles, special) },
        ...layers.flatMap(({ name }) => {
          const content = this.props.schemas?.[name];
          return content === undefined ? [] : [{ name: `${name}.sql`, content }];
        }),
      ],
      secrets: users.flatMap((user) => secretsOf(this, user)).map((name) => mounted(password(name))),
      volumes: [SOCKET],
    };
  }

  private configuration(): string {
    return serverConfiguration({
      maxConnections: this.maxConnections,
      sharedBuffers: this.sharedBuffers,
      workMemory: this.workMemory,
      maintenanceMemory: MAINTENANCE,
      effectiveCacheSize: this.props.effectiveCacheSize ?? this.memory.share(0.75),
    });
  }

  /** What all connections together may need must fit: else the kernel kills the server under load. */
  private requireRoom(): void {
    const needed =
      this.sharedBuffers.toMebibytes() +
      this.maxConnections * this.workMemory.toMebibytes() +
      MAINTENANCE.toMebibytes();
    if (needed > this.memory.toMebibytes()) {
      throw sharedBuffersTooLarge(this.node.path, `${needed} MiB`, this.memory.toString());
    }
  }
}

/** 18 and newer refuse the old path, older ones would put the data into an anonymous volume at the new one. */
function dataPath({ majorVersion }: Image): string {
  return majorVersion >= 18 ? "/var/lib/postgresql" : "/var/lib/postgresql/data";
}
