import type { Construct } from "constructs";
import { stringify } from "yaml";
import {
  Component,
  Duration,
  JobPhase,
  Lifecycle,
  Memory,
  VolumeContent,
  connectionsTo,
  isAlertReceiver,
  isAlerting,
  isProber,
  isScrapeable,
  isWayIn,
  url,
  type Addresses,
  type Alert,
  type Alerting,
  type Charted,
  type ConfigFile,
  type Connection,
  type Dashboard,
  type Endpoint,
  type Job,
  type MetricsSource,
  type Relations,
  type Routable,
  type Route,
  type Scrapeable,
  type SpecContext,
  type Spec,
} from "../core";
import { monitoringDashboard } from "./prometheus/dashboard";
import { ownAlerts, targetAlerts, type Watched } from "./prometheus/alerts";
import { probeJobs } from "./prometheus/probes";
import { rulesFile, type AlertGroup } from "./prometheus/rules-file";

export { prometheusSettings, type PrometheusSettings } from "./prometheus/settings";

export interface PrometheusProps {
  /** @default - 512 MiB */
  readonly memory?: Memory;
  /** @default 1 */
  readonly cpus?: number;
  /** @default - 15 days */
  readonly retentionDays?: number;
  /** @default - 1 GiB */
  readonly retentionSize?: Memory;
  /** @default - 15 seconds */
  readonly scrapeInterval?: Duration;
  /** Where the runbooks lie that alerts name: an address, or a folder. @default docs/runbooks */
  readonly runbooks?: string;
  /** @default - not reachable through the way in */
  readonly route?: Route;
  /** Earlier ids, the first one first: the volume keeps its name. @default - never renamed */
  readonly renamedFrom?: readonly string[];
}

const PORT = 9090;
const RULES = "alerts.yml";

/** Collects the metrics of everything that has some; what it scrapes is derived, never listed by hand. */
export class Prometheus extends Component implements Scrapeable, Routable, Alerting, Charted, MetricsSource {
  readonly endpoint: Endpoint;
  readonly metrics: Scrapeable["metrics"];
  readonly route: Route | undefined;
  readonly healthPath: string;
  readonly metricsUrl: string;
  readonly replicas = 1;
  private readonly prefix: string;
  private readonly memory: Memory;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PrometheusProps = {},
  ) {
    super(scope, id, [], props.renamedFrom);
    this.endpoint = { scheme: "http", host: this.name, port: PORT };
    this.route = props.route;
    this.memory = props.memory ?? Memory.mebibytes(512);
    this.prefix = props.route ? props.route.path.replace(/\/$/, "") : "";
    this.healthPath = `${this.prefix}/-/ready`;
    this.metricsUrl = url(this.endpoint, this.prefix);
    this.metrics = { port: PORT, path: `${this.prefix}/metrics` };
  }

  override get network(): string {
    return "monitoring";
  }

  override peers(relations: Relations): readonly Component[] {
    const scraped = relations.with(isScrapeable).filter((one) => one !== this);
    return this.route ? [...scraped, ...relations.with(isWayIn)] : scraped;
  }

  override connections(relations: Relations): readonly Connection[] {
    const scraped = relations.with(isScrapeable).filter((one) => one !== this);
    return [
      ...scraped.map((to) => ({ to, port: to.metrics.port })),
      ...connectionsTo([...relations.with(isAlertReceiver), ...relations.with(isProber)]),
    ];
  }

  alerts(): readonly Alert[] {
    return ownAlerts(this.name);
  }

  dashboard(): Dashboard {
    return monitoringDashboard(this.name);
  }

  spec(context: SpecContext): Spec {
    const files = this.files(context);
    return {
      image: context.images.image("prometheus"),
      command: this.command(),
      environment: {},
      files,
      secrets: [],
      volumes: [{ name: "data", content: VolumeContent.DATA, path: "/prometheus", size: this.diskSize }],
      temporary: [],
      health: {
        command: ["wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${PORT}${this.healthPath}`],
        startPeriod: Duration.seconds(60),
      },
      resources: { memory: this.memory, cpus: this.props.cpus ?? 1, processes: 128 },
      lifecycle: Lifecycle.EXCLUSIVE,
      replicas: 1,
      stopGrace: Duration.seconds(60),
      init: false,
      publishes: [],
      jobs: [this.check(files)],
      exceptions: [],
    };
  }

  /** The write-ahead log and blocks that are just being merged come on top of what is kept. */
  private get diskSize(): Memory {
    const { retentionSize = Memory.gibibytes(1) } = this.props;
    return Memory.mebibytes(Math.ceil(retentionSize.toMebibytes() * 1.5) + 512);
  }

  /** Before the running one is stopped for a new configuration. */
  private check(files: readonly ConfigFile[]): Job {
    return {
      name: "check",
      phase: JobPhase.CHECK,
      command: ["promtool", "check", "config", "/config/prometheus.yml"],
      files,
    };
  }

  private files(context: SpecContext): readonly ConfigFile[] {
    return [
      { name: "prometheus.yml", content: this.configuration(context) },
      { name: RULES, content: rulesFile(this.alertGroups(context), this.props.runbooks ?? "docs/runbooks") },
    ];
  }

  /** What can be wrong with everything that is scraped, and what each component says of itself. */
  private alertGroups(context: SpecContext): readonly AlertGroup[] {
    return context.relations.with(isWatched).map((one) => ({
      component: one.name,
      alerts: [
        ...(isScrapeable(one) ? targetAlerts({ job: one.name, ...this.sizeOf(one, context) }) : []),
        ...(isAlerting(one) ? one.alerts(context.relations) : []),
      ],
    }));
  }

  private command(): readonly string[] {
    const { retentionDays = 15, retentionSize = Memory.gibibytes(1) } = this.props;
    return [
      "--config.file=/config/prometheus.yml",
      "--storage.tsdb.path=/prometheus",
      `--storage.tsdb.retention.time=${retentionDays}d`,
      `--storage.tsdb.retention.size=${retentionSize.toMebibytes()}MB`,
      // Sooner than the minute of the default: Alertmanager may have missed the first time while it started.
      "--rules.alert.resend-delay=15s",
      `--web.listen-address=0.0.0.0:${PORT}`,
      `--web.external-url=http://localhost${this.prefix}/`,
      `--web.route-prefix=${this.prefix}/`,
    ];
  }

  private sizeOf(scraped: Component & Scrapeable, context: SpecContext): Omit<Watched, "job"> {
    // Its own spec is just being made.
    if (scraped === this) return { replicas: 1, memoryBytes: this.memory.toBytes() };
    const { replicas, resources } = scraped.spec(context)!;
    return { replicas, memoryBytes: resources.memory.toBytes() };
  }

  private configuration(context: SpecContext): string {
    const { relations } = context;
    const interval = (this.props.scrapeInterval ?? Duration.seconds(15)).toGo();
    return stringify({
      global: { scrape_interval: interval, evaluation_interval: interval },
      rule_files: [`/config/${RULES}`],
      ...alerting(relations),
      scrape_configs: [...this.scrapeJobs(context), ...probeJobs(context)],
    });
  }

  /** One target per replica: the name of a component resolves to all of them. */
  private scrapeJobs({ relations, addresses }: SpecContext): readonly object[] {
    return relations.with(isScrapeable).map((scraped) => ({
      job_name: scraped.name,
      metrics_path: scraped.metrics.path,
      ...this.discovery(scraped, addresses),
    }));
  }

  /** Its own name resolves only where somebody else is on its network. */
  private discovery(scraped: Component & Scrapeable, addresses: Addresses) {
    const { port } = scraped.metrics;
    if (scraped === this) return { static_configs: [{ targets: [`127.0.0.1:${port}`] }] };
    const names = [addresses.replicasOf(scraped, this)];
    return { dns_sd_configs: [{ names, type: "A", port, refresh_interval: "10s" }] };
  }
}

/** https://prometheus.io/docs/prometheus/latest/configuration/configuration/#alertmanager_config */
function alerting(relations: Relations) {
  const targets = relations.with(isAlertReceiver).map(({ endpoint }) => `${endpoint?.host}:${endpoint?.port}`);
  return targets.length === 0 ? {} : { alerting: { alertmanagers: [{ static_configs: [{ targets }] }] } };
}

const isWatched = (component: Component): component is Component & Partial<Scrapeable & Alerting> =>
  isScrapeable(component) || isAlerting(component);
