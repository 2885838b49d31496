import type { Construct } from "constructs";
import {
  Access,
  Component,
  Duration,
  Lifecycle,
  Memory,
  type Alert,
  type Alerting,
  type Charted,
  type Dashboard,
  type Endpoint,
  type Purposed,
  type Reachable,
  type Scrapeable,
  type Spec,
  type SpecContext,
} from "../core";
import { redisAlerts } from "./redis-exporter/alerts";
import { redisDashboard } from "./redis-exporter/dashboard";

export interface RedisExporterProps {
  /** The Redis server that it reads. */
  readonly server: Component & Reachable;
  /** @default - 48 MiB */
  readonly memory?: Memory;
}

const PORT = 9121;
const PASSWORDS = { path: "/run/redis-exporter", file: "/run/redis-exporter/passwords.json" };

/** Metrics of a Redis server, read with a user that sees its figures and no key. */
export class RedisExporter extends Component implements Scrapeable, Purposed, Alerting, Charted {
  readonly endpoint: Endpoint;
  readonly metrics = { port: PORT, path: "/metrics" };
  readonly access = Access.MONITOR;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RedisExporterProps,
  ) {
    super(scope, id, [props.server]);
    this.endpoint = { scheme: "http", host: this.name, port: PORT };
  }

  override get network(): string {
    return "monitoring";
  }

  alerts(): readonly Alert[] {
    return redisAlerts(this.name);
  }

  dashboard(): Dashboard {
    return redisDashboard(this.name);
  }

  spec({ images }: SpecContext): Spec {
    const { environment, secrets } = this.props.server.bindingFor(this);
    const { REDIS_HOST: host, REDIS_PORT: port, REDIS_USER: user } = environment;
    return {
      image: images.image("redis-exporter"),
      entrypoint: ["/bin/sh", "/config/start.sh"],
      command: [],
      environment: {
        REDIS_ADDR: `redis://${host}:${port}`,
        REDIS_USER: user!,
        REDIS_PASSWORD_FILE: PASSWORDS.file,
        REDIS_EXPORTER_WEB_LISTEN_ADDRESS: `0.0.0.0:${PORT}`,
        // Shorter than a scrape, so that a server that hangs is told as `redis_up 0` and not as an exporter that is gone.
        REDIS_EXPORTER_CONNECTION_TIMEOUT: "2s",
      },
      files: [{ name: "start.sh", content: start(`${user}`, `${host}:${port}`, secrets[0]!.path) }],
      secrets,
      volumes: [],
      temporary: [{ path: PASSWORDS.path, size: Memory.mebibytes(1) }],
      health: {
        command: ["wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${PORT}/health`],
        startPeriod: Duration.seconds(10),
      },
      resources: { memory: this.props.memory ?? Memory.mebibytes(48), cpus: 0.25, processes: 64 },
      lifecycle: Lifecycle.ROLLING,
      replicas: 1,
      stopGrace: Duration.seconds(10),
      init: false,
      publishes: [],
      jobs: [],
      exceptions: [],
    };
  }
}

/**
 * The exporter's file of passwords is JSON, by address: made in memory, where nothing else reads it. Newer versions look for
 * the address with the user in it, 1.45 for the one that it was given.
 * https://github.com/oliver006/redis_exporter/blob/master/exporter/pwd_file.go
 */
const start = (user: string, address: string, secretFile: string) => `set -eu
umask 077
password=$(cat ${secretFile})
printf '{"redis://${address}":"%s","redis://${user}@${address}":"%s"}' "$password" "$password" >${PASSWORDS.file}
exec /redis_exporter
`;
