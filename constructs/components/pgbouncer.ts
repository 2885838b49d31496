import type { Construct } from "constructs";
import { z } from "zod";
import {
  Access,
  Component,
  Duration,
  Lifecycle,
  Memory,
  type Awaited,
  type Binding,
  type Endpoint,
  type Job,
  type Pool,
  type Poolable,
  type Purposed,
  type Reachable,
  type Spec,
  type SpecContext,
} from "../core";
import { HEALTH, PORT, poolConfiguration, startScript } from "./pgbouncer/configuration";

export const pgbouncerSettings = z.strictObject({
  memoryMiB: z.number().int().min(16).default(32).describe("memory limit of the pool"),
  cpus: z.number().positive().default(0.5).describe("CPUs the pool may use; it has one thread"),
  maxClients: z.number().int().min(10).max(10_000).default(1000).describe("connections that it accepts from layers"),
});

export type PgBouncerSettings = z.output<typeof pgbouncerSettings>;

export interface PgBouncerProps {
  /** The Postgres server whose connections it shares out. */
  readonly server: Component & Reachable & Awaited & Poolable;
  /** @default - 32 MiB */
  readonly memory?: Memory;
  /** @default 0.5 */
  readonly cpus?: number;
  /** @default 1000 */
  readonly maxClients?: number;
}

const USERLIST = { path: "/run/pgbouncer", file: "/run/pgbouncer/userlist.txt" };

/**
 * Lets many connections share few of Postgres, a transaction at a time. Layers use it in place of the server, with the same
 * login and the same variables. What belongs to a session does not hold there: `SET`, timeouts of a connection, `LISTEN`,
 * advisory locks; whoever needs these uses the server itself. It asks
 * the server for logins, so a further layer touches nothing here. Migrations go past it.
 */
export class PgBouncer extends Component implements Reachable, Awaited, Purposed, Pool {
  readonly endpoint: Endpoint;
  readonly access = Access.POOL;
  readonly pooled: Component;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PgBouncerProps,
  ) {
    super(scope, id, [props.server]);
    this.endpoint = { scheme: "postgres", host: this.name, port: PORT };
    this.pooled = props.server;
  }

  bindingFor(user: Component, access: Access = Access.SERVE): Binding {
    const { environment, secrets } = this.props.server.bindingFor(user, access);
    if (access !== Access.SERVE) return { environment, secrets };
    return { environment: { ...environment, POSTGRES_HOST: this.endpoint.host, POSTGRES_PORT: `${PORT}` }, secrets };
  }

  awaitedBy(user: Component, context: SpecContext): Job {
    return this.props.server.awaitedBy(user, context);
  }

  spec({ images }: SpecContext): Spec {
    const { secrets } = this.props.server.bindingFor(this);
    const image = images.image("pgbouncer");
    return {
      image,
      entrypoint: ["/bin/sh", "/config/start.sh"],
      command: [],
      environment: {},
      files: [
        { name: "pgbouncer.ini", content: this.configuration(image.version) },
        { name: "start.sh", content: startScript(this.login, secrets[0]!.path, USERLIST.file) },
        { name: "health.sh", content: HEALTH },
      ],
      secrets,
      volumes: [],
      temporary: [{ path: USERLIST.path, size: Memory.mebibytes(1) }],
      health: { command: ["/bin/sh", "/config/health.sh"], startPeriod: Duration.seconds(10) },
      resources: { memory: this.props.memory ?? Memory.mebibytes(32), cpus: this.props.cpus ?? 0.5, processes: 16 },
      lifecycle: Lifecycle.ROLLING,
      replicas: 1,
      stopGrace: Duration.seconds(20),
      init: false,
      publishes: [],
      jobs: [],
      exceptions: [],
    };
  }

  private get login(): string {
    return this.props.server.bindingFor(this).environment["POSTGRES_USER"]!;
  }

  private configuration(version: string): string {
    const { server, maxClients = 1000 } = this.props;
    const { POSTGRES_HOST, POSTGRES_PORT, POSTGRES_DATABASE } = server.bindingFor(this).environment;
    return poolConfiguration({
      server: { host: POSTGRES_HOST!, port: POSTGRES_PORT!, database: POSTGRES_DATABASE! },
      login: this.login,
      userlist: USERLIST.file,
      version,
      maxConnections: server.maxConnections,
      maxClients,
    });
  }
}
