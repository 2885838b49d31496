import type { Construct } from "constructs";
import {
  Access,
  Component,
  Duration,
  Lifecycle,
  Memory,
  RouteAuth,
  checkedName,
  connectionsTo,
  isAwaited,
  isPool,
  isReachable,
  isRegistered,
  isWayIn,
  mounted,
  password,
  url,
  variableName,
  type Alert,
  type Alerting,
  type Charted,
  type Dashboard,
  type Binding,
  type ConfigFile,
  type Connection,
  type Endpoint,
  type Exception,
  type HealthCheck,
  type Job,
  type Prepared,
  type Reachable,
  type Registered,
  type Relations,
  type Routable,
  type Route,
  type Scrapeable,
  type SecretMount,
  type SpecContext,
  type Spec,
} from "../core";
import { duplicateJob, emptyJob } from "../core/errors";
import { layerAlerts } from "./service-layer/alerts";
import { layerDashboard } from "./service-layer/dashboard";
import { isBeforeRoll, rollJobs, scheduledJobs, type JobSurroundings, type LayerJobProps } from "./service-layer/jobs";
import type { ServiceLayerProps, WritablePath } from "./service-layer/props";

export type { LayerJobProps } from "./service-layer/jobs";
export type { ServiceLayerProps, WritablePath } from "./service-layer/props";
export { layerSettings, type JobSettings, type LayerSettings } from "./service-layer/settings";

/** A component that runs the user's own image. */
export class ServiceLayer extends Component implements Reachable, Routable, Registered, Prepared, Alerting, Charted {
  readonly endpoint: Endpoint;
  readonly route: Route | undefined;
  readonly healthPath: string;
  readonly replicas: number;
  readonly metrics: Scrapeable["metrics"] | undefined;
  readonly registration: Registered["registration"];
  readonly isPrepared: boolean;
  private readonly jobs: readonly LayerJobProps[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceLayerProps,
  ) {
    super(scope, id, props.uses, props.renamedFrom);
    this.endpoint = { scheme: "http", host: this.name, port: props.port };
    this.route = props.route;
    this.healthPath = props.healthPath ?? "/ready";
    this.replicas = props.scale?.max ?? props.replicas ?? 1;
    const metricsPath = props.metricsPath === undefined ? "/metrics" : props.metricsPath;
    this.metrics = metricsPath === null ? undefined : { port: props.port, path: metricsPath };
    const services = props.services?.length ? props.services : [id];
    this.registration = { services, url: url(this.endpoint), healthPath: this.healthPath, external: false };
    this.jobs = props.jobs ?? [];
    this.isPrepared = this.jobs.some(isBeforeRoll);
    this.requireValidJobs();
  }

  override peers(relations: Relations): readonly Component[] {
    return [
      ...this.uses,
      ...(this.route ? relations.with(isWayIn) : []),
      ...(this.props.registry ? relations.with(isRegistered).filter((one) => one !== this) : []),
    ];
  }

  /** Migrations go past a pool: they hold sessions open. */
  override peersOfJobs(relations: Relations): readonly Component[] {
    return [...this.peers(relations), ...this.pooledServers];
  }

  private get pooledServers(): readonly Component[] {
    return this.isPrepared ? this.uses.filter(isPool).map(({ pooled }) => pooled) : [];
  }

  override connections(relations: Relations): readonly Connection[] {
    const listed = this.props.registry ? relations.with(isRegistered).filter((one) => one !== this) : [];
    return connectionsTo([...new Set<Component>([...this.uses, ...listed])]);
  }

  override connectionsOfJobs(relations: Relations): readonly Connection[] {
    return [...this.connections(relations), ...connectionsTo(this.pooledServers)];
  }

  bindingFor(): Binding {
    return { environment: { [`${variableName(this.name)}_URL`]: url(this.endpoint) }, secrets: [] };
  }

  alerts(): readonly Alert[] {
    return this.metrics ? layerAlerts(this.name) : [];
  }

  dashboard(): Dashboard {
    return layerDashboard(this.metrics ? [this.name] : []);
  }

  spec(context: SpecContext): Spec {
    const { images, relations } = context;
    const { memory = Memory.mebibytes(128), cpus = 0.5, processes = 128, writablePaths = [] } = this.props;
    return {
      image: images.resolve(this.props.image, this.props.user),
      command: this.props.command ?? [],
      environment: this.environment(Access.SERVE),
      files: this.files(relations),
      secrets: this.secrets(Access.SERVE),
      volumes: [],
      temporary: writablePaths.map((one) => ({ path: one.path, size: one.size })),
      health: {
        command: ["wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${this.props.port}${this.healthPath}`],
        // A roll waits for it, so layers behind the way in are probed more often; the others spare the CPU.
        interval: this.route ? Duration.seconds(1) : Duration.seconds(5),
        startPeriod: this.props.startTime ?? Duration.seconds(120),
        ...this.liveness(),
      },
      resources: { memory, cpus, processes },
      lifecycle: Lifecycle.ROLLING,
      replicas: this.props.scale?.min ?? this.replicas,
      ...(this.props.scale ? { scale: this.props.scale } : {}),
      stopGrace: Duration.seconds(20),
      init: true,
      publishes: [],
      jobs: this.preparation(context),
      scheduled: scheduledJobs(this.jobs, this.surroundings(relations, Access.SERVE)),
      exceptions: this.exceptions(relations, writablePaths),
    };
  }

  /** Beside `/ready`, which looks at what the layer needs, the contract of a layer has `/health`, which does not. */
  private liveness(): Pick<HealthCheck, "liveness"> {
    const path = this.props.alivePath ?? (this.healthPath === "/ready" ? "/health" : undefined);
    if (path === undefined) return {};
    return { liveness: ["wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${this.props.port}${path}`] };
  }

  /** On the first start its servers start at the same moment, so its jobs wait until these let it in. */
  private preparation(context: SpecContext): readonly Job[] {
    if (!this.isPrepared) return [];
    const awaited = this.uses.filter(isAwaited).map((server) => server.awaitedBy(this, context));
    return [...awaited, ...rollJobs(this.jobs, this.surroundings(context.relations, Access.PREPARE))];
  }

  private surroundings(relations: Relations, access: Access): JobSurroundings {
    return {
      environment: this.environment(access),
      secrets: this.secrets(access),
      files: this.files(relations),
    };
  }

  private environment(access: Access): Readonly<Record<string, string>> {
    const bound = this.bindings(access).flatMap((binding) => Object.entries(binding.environment));
    const renamed = bound.map(([name, value]) => [this.props.rename?.[name] ?? name, value] as const);
    return {
      SERVICE_NAME: this.name,
      PORT: `${this.props.port}`,
      ...this.upstreams(),
      ...(this.props.registry ? { SERVICE_REGISTRY_FILE: "/config/registry.json" } : {}),
      ...(this.route?.auth === RouteAuth.TOKEN ? { GATEWAY_TOKENS_FILE: "/run/secrets/way-in-token" } : {}),
      ...Object.fromEntries(renamed),
      ...this.props.environment,
    };
  }

  /** The services it uses, with their health paths, for images that watch what they depend on. */
  private upstreams(): Readonly<Record<string, string>> {
    const listed = (external: boolean) =>
      this.uses
        .filter(isRegistered)
        .filter(({ registration }) => registration.external === external)
        .map(({ name, registration }) => `${name}=${registration.url}${external ? registration.healthPath : ""}`)
        .join(",");
    return {
      ...(listed(false) ? { UPSTREAMS: listed(false) } : {}),
      ...(listed(true) ? { EXTERNALS: listed(true) } : {}),
    };
  }

  private files(relations: Relations): readonly ConfigFile[] {
    if (!this.props.registry) return [];
    const entries = relations.with(isRegistered).flatMap(({ name, registration }) =>
      registration.services.map((service) => ({
        service,
        layer: name,
        url: registration.url,
        healthPath: registration.healthPath,
        external: registration.external,
      })),
    );
    return [{ name: "registry.json", content: `${JSON.stringify(entries, undefined, 2)}\n` }];
  }

  private secrets(access: Access): readonly SecretMount[] {
    const token = this.route?.auth === RouteAuth.TOKEN ? [mounted(password("way-in-token"))] : [];
    return [...this.bindings(access).flatMap((binding) => binding.secrets), ...token];
  }

  private bindings(access: Access): readonly Binding[] {
    return this.uses.filter(isReachable).map((used) => used.bindingFor(this, access));
  }

  private requireValidJobs(): void {
    const names = this.jobs.map(({ name, command }) => {
      if (command.length === 0) throw emptyJob(this.node.path, name);
      return checkedName("job", name);
    });
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw duplicateJob(this.node.path, twice);
  }

  /** The registry leads outside as well, when an external is listed in it. */
  private exceptions(relations: Relations, writablePaths: readonly WritablePath[]): readonly Exception[] {
    const outside = new Set(this.peers(relations).filter((peer) => !peer.isolated));
    return [
      ...writablePaths.map((one) => ({ protection: "writable-path" as const, detail: one.path, reason: one.reason })),
      ...[...outside].map(({ name }) => ({
        protection: "egress" as const,
        detail: name,
        reason: "the layer reaches an endpoint outside the platform",
      })),
    ];
  }
}
