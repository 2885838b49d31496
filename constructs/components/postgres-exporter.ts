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
import { postgresAlerts } from "./postgres-exporter/alerts";
import { postgresDashboard } from "./postgres-exporter/dashboard";

export interface PostgresExporterProps {
  /** The Postgres server that it reads. */
  readonly server: Component & Reachable;
  /** @default - 48 MiB */
  readonly memory?: Memory;
}

const PORT = 9187;

/** Metrics of a Postgres server, read with a login that sees its figures and no rows. */
export class PostgresExporter extends Component implements Scrapeable, Purposed, Alerting, Charted {
  readonly endpoint: Endpoint;
  readonly metrics = { port: PORT, path: "/metrics" };
  readonly access = Access.MONITOR;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PostgresExporterProps,
  ) {
    super(scope, id, [props.server]);
    this.endpoint = { scheme: "http", host: this.name, port: PORT };
  }

  override get network(): string {
    return "monitoring";
  }

  alerts(): readonly Alert[] {
    return postgresAlerts(this.name);
  }

  dashboard(): Dashboard {
    return postgresDashboard(this.name);
  }

  spec({ images }: SpecContext): Spec {
    const { environment, secrets } = this.props.server.bindingFor(this);
    const { POSTGRES_HOST: host, POSTGRES_PORT: port, POSTGRES_DATABASE: database } = environment;
    return {
      image: images.image("postgres-exporter"),
      command: [`--web.listen-address=0.0.0.0:${PORT}`],
      // https://github.com/prometheus-community/postgres_exporter#environment-variables
      environment: {
        DATA_SOURCE_URI: `${host}:${port}/${database}?sslmode=disable&connect_timeout=2`,
        DATA_SOURCE_USER: environment["POSTGRES_USER"]!,
        DATA_SOURCE_PASS_FILE: environment["POSTGRES_PASSWORD_FILE"]!,
      },
      files: [],
      secrets,
      volumes: [],
      temporary: [],
      // Not /metrics, which asks the server each time; a server that is down is told there, as `pg_up 0`.
      health: {
        command: ["wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${PORT}/`],
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
