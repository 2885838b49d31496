import type { Construct } from "constructs";
import { stringify } from "yaml";
import { z } from "zod";
import {
  Component,
  Duration,
  Lifecycle,
  Memory,
  RouteAuth,
  VolumeContent,
  connectionsTo,
  isMetricsSource,
  isWayIn,
  mounted,
  password,
  type ConfigFile,
  type Connection,
  type Dashboard,
  type Endpoint,
  type Relations,
  type Routable,
  type Route,
  type Scrapeable,
  type SecretMount,
  type Spec,
  type SpecContext,
} from "../core";
import { dashboards } from "./grafana/dashboards";

export const grafanaSettings = z.strictObject({
  memoryMiB: z.number().int().min(128).default(256).describe("memory limit of the server"),
  cpus: z.number().positive().default(0.5).describe("CPUs the server may use"),
  route: z
    .strictObject({
      path: z
        .string()
        .regex(/^\/[\w./-]*$/)
        .default("/grafana")
        .describe("where the way in offers it"),
      auth: z
        .enum(RouteAuth)
        .default(RouteAuth.PASSWORD)
        .describe("none, token, or password for browsers; Grafana asks for its own password after that"),
    })
    .optional()
    .describe("offer it through the way in; not offered when left out"),
});

export type GrafanaSettings = z.output<typeof grafanaSettings>;

export interface GrafanaProps {
  /** @default - 256 MiB */
  readonly memory?: Memory;
  /** @default 0.5 */
  readonly cpus?: number;
  /** @default - not reachable through the way in */
  readonly route?: Route;
}

const PORT = 3000;
const DATA = "/var/lib/grafana";

/** Shows what Prometheus has: its data source and a dashboard for each kind of component are derived, never listed by hand. */
export class Grafana extends Component implements Scrapeable, Routable {
  readonly endpoint: Endpoint;
  readonly metrics = { port: PORT, path: "/metrics" };
  readonly route: Route | undefined;
  readonly healthPath: string;
  readonly replicas = 1;
  private readonly prefix: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: GrafanaProps = {},
  ) {
    super(scope, id);
    this.endpoint = { scheme: "http", host: this.name, port: PORT };
    this.route = props.route;
    this.prefix = props.route ? props.route.path.replace(/\/$/, "") : "";
    this.healthPath = `${this.prefix}/api/health`;
  }

  override get network(): string {
    return "monitoring";
  }

  override peers(relations: Relations): readonly Component[] {
    return this.route ? relations.with(isWayIn) : [];
  }

  override connections(relations: Relations): readonly Connection[] {
    return connectionsTo(relations.with(isMetricsSource));
  }

  spec({ relations, images }: SpecContext): Spec {
    return {
      image: images.image("grafana"),
      command: [],
      environment: this.environment(),
      files: provisioning(relations),
      secrets: [this.secret("admin"), this.secret("signing")],
      volumes: [{ name: "data", content: VolumeContent.DATA, path: DATA }],
      temporary: [{ path: "/tmp", size: Memory.mebibytes(32) }],
      health: {
        command: ["wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${PORT}${this.healthPath}`],
        startPeriod: Duration.seconds(60),
      },
      // Each plugin is a process of its own.
      resources: { memory: this.props.memory ?? Memory.mebibytes(256), cpus: this.props.cpus ?? 0.5, processes: 256 },
      lifecycle: Lifecycle.EXCLUSIVE,
      replicas: 1,
      stopGrace: Duration.seconds(30),
      init: false,
      publishes: [],
      jobs: [],
      exceptions: [],
    };
  }

  /** https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/ and the `__FILE` form of its image. */
  private environment(): Readonly<Record<string, string>> {
    return {
      GF_SECURITY_ADMIN_PASSWORD__FILE: this.secret("admin").path,
      GF_SECURITY_SECRET_KEY__FILE: this.secret("signing").path,
      GF_SECURITY_COOKIE_SECURE: "true",
      GF_SECURITY_DISABLE_GRAVATAR: "true",
      GF_USERS_ALLOW_SIGN_UP: "false",
      GF_AUTH_ANONYMOUS_ENABLED: "false",
      GF_SNAPSHOTS_EXTERNAL_ENABLED: "false",
      GF_ANALYTICS_REPORTING_ENABLED: "false",
      GF_ANALYTICS_CHECK_FOR_UPDATES: "false",
      // It would update plugins below the read-only root, and end those that run before it sees that it cannot:
      // https://github.com/grafana/grafana/issues/132528
      GF_PLUGINS_PREINSTALL_DISABLED: "true",
      GF_PLUGINS_PREINSTALL_AUTO_UPDATE: "false",
      GF_LOG_MODE: "console",
      GF_PATHS_PROVISIONING: "/config",
      ...(this.prefix
        ? {
            GF_SERVER_ROOT_URL: `%(protocol)s://%(domain)s:%(http_port)s${this.prefix}/`,
            GF_SERVER_SERVE_FROM_SUB_PATH: "true",
          }
        : {}),
    };
  }

  private secret(name: string): SecretMount {
    return mounted(password(`${this.dataName}-${name}`));
  }
}

/** https://grafana.com/docs/grafana/latest/administration/provisioning/ */
function provisioning(relations: Relations): readonly ConfigFile[] {
  return [
    { name: "datasources/prometheus.yaml", content: stringify(dataSources(relations)) },
    { name: "dashboards/bulwark.yaml", content: stringify(DASHBOARDS) },
    ...dashboards(relations).map((one) => ({ name: `boards/${one.name}.json`, content: dashboardJson(one) })),
  ];
}

const dataSources = (relations: Relations) => ({
  apiVersion: 1,
  datasources: relations.with(isMetricsSource).map(({ name, metricsUrl }) => ({
    name,
    uid: name,
    type: "prometheus",
    access: "proxy",
    url: metricsUrl,
    isDefault: true,
    editable: false,
  })),
});

const DASHBOARDS = {
  apiVersion: 1,
  providers: [{ name: "bulwark", type: "file", allowUiUpdates: false, options: { path: "/config/boards" } }],
};

/** What turns dashboards into Grafana's JSON takes a tenth of a second to load: only those who have Grafana pay it. */
function dashboardJson(dashboard: Dashboard): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { grafanaDashboard } = require("./grafana/render") as typeof import("./grafana/render");
  return grafanaDashboard(dashboard);
}
