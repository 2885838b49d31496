import type { Construct } from "constructs";
import {
  Component,
  Duration,
  Lifecycle,
  Memory,
  RouteAuth,
  isReachable,
  isRegistered,
  isWayIn,
  mounted,
  password,
  url,
  variableName,
  type Binding,
  type ConfigFile,
  type Endpoint,
  type Exception,
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

export { layerSettings, type LayerSettings } from "./service-layer/settings";

export interface WritablePath {
  readonly path: string;
  readonly size: Memory;
  readonly reason: string;
}

export interface ServiceLayerProps {
  /** A name of the catalogue, or a reference by tag or digest. */
  readonly image: string;
  readonly port: number;
  /** Numeric uid:gid. @default - the listed image's own, or 10001:10001 */
  readonly user?: string;
  /** @default 1 */
  readonly replicas?: number;
  /** @default - 128 MiB */
  readonly memory?: Memory;
  /** @default 0.5 */
  readonly cpus?: number;
  /** @default 128 */
  readonly processes?: number;
  /** @default - nothing */
  readonly uses?: readonly Component[];
  /** @default - not reachable through the way in */
  readonly route?: Route;
  /** @default - none */
  readonly services?: readonly string[];
  /** @default false */
  readonly registry?: boolean;
  /** @default - none */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default - the documented names */
  readonly rename?: Readonly<Record<string, string>>;
  /** @default - the image's own */
  readonly command?: readonly string[];
  /** @default /ready */
  readonly healthPath?: string;
  /** @default /metrics */
  readonly metricsPath?: string | null;
  /** @default - none */
  readonly writablePaths?: readonly WritablePath[];
}

/** A component that runs the user's own image. */
export class ServiceLayer extends Component implements Reachable, Routable, Registered {
  readonly endpoint: Endpoint;
  readonly route: Route | undefined;
  readonly healthPath: string;
  readonly replicas: number;
  readonly metrics: Scrapeable["metrics"] | undefined;
  readonly registration: Registered["registration"];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServiceLayerProps,
  ) {
    super(scope, id, props.uses);
    this.endpoint = { scheme: "http", host: this.name, port: props.port };
    this.route = props.route;
    this.healthPath = props.healthPath ?? "/ready";
    this.replicas = props.replicas ?? 1;
    const metricsPath = props.metricsPath === undefined ? "/metrics" : props.metricsPath;
    this.metrics = metricsPath === null ? undefined : { port: props.port, path: metricsPath };
    const services = props.services?.length ? props.services : [id];
    this.registration = { services, url: url(this.endpoint), healthPath: this.healthPath, external: false };
  }

  override peers(relations: Relations): readonly Component[] {
    return [
      ...this.uses,
      ...(this.route ? relations.with(isWayIn) : []),
      ...(this.props.registry ? relations.with(isRegistered).filter((one) => one !== this) : []),
    ];
  }

  bindingFor(): Binding {
    return { environment: { [`${variableName(this.name)}_URL`]: url(this.endpoint) }, secrets: [] };
  }

  spec({ images, relations }: SpecContext): Spec {
    const { memory = Memory.mebibytes(128), cpus = 0.5, processes = 128, writablePaths = [] } = this.props;
    return {
      image: images.resolve(this.props.image, this.props.user),
      command: this.props.command ?? [],
      environment: this.environment(),
      files: this.files(relations),
      secrets: this.secrets(),
      volumes: [],
      temporary: writablePaths.map((one) => ({ path: one.path, size: one.size })),
      health: {
        command: ["wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${this.props.port}${this.healthPath}`],
        // A roll waits for it, so layers behind the way in are probed more often; the others spare the CPU.
        interval: this.route ? Duration.seconds(1) : Duration.seconds(5),
        startPeriod: Duration.seconds(60),
      },
      resources: { memory, cpus, processes },
      lifecycle: Lifecycle.ROLLING,
      replicas: this.replicas,
      stopGrace: Duration.seconds(20),
      init: true,
      publishes: [],
      jobs: [],
      exceptions: this.exceptions(relations, writablePaths),
    };
  }

  private environment(): Readonly<Record<string, string>> {
    const bound = this.bindings().flatMap((binding) => Object.entries(binding.environment));
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

  private secrets(): readonly SecretMount[] {
    const token = this.route?.auth === RouteAuth.TOKEN ? [mounted(password("way-in-token"))] : [];
    return [...this.bindings().flatMap((binding) => binding.secrets), ...token];
  }

  private bindings(): readonly Binding[] {
    return this.uses.filter(isReachable).map((used) => used.bindingFor(this));
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
