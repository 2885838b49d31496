import type { Construct } from "constructs";
import { z } from "zod";
import {
  Component,
  Duration,
  JobPhase,
  Lifecycle,
  Memory,
  SecretKind,
  VolumeContent,
  isProber,
  isRouted,
  connectionsTo,
  mounted,
  password,
  type Alert,
  type Alerting,
  type Charted,
  type Connection,
  type Dashboard,
  type Endpoint,
  type Job,
  type Relations,
  type Scrapeable,
  type SecretMount,
  type SecretRef,
  type SpecContext,
  type Spec,
  type WayIn,
} from "../core";
import { twoCertificates } from "../core/errors";
import { READ_CERTIFICATES, acmeSettings, certificateJob, challengesName, type AcmeProps } from "./haproxy/acme";
import { proxyAlerts } from "./haproxy/alerts";
import { CERTIFICATE, HEALTHY, SERVE, SERVED, withLocalCertificate } from "./haproxy/certificate-scripts";
import { proxyDashboard } from "./haproxy/dashboard";
import { CHALLENGES, HEALTH, HTTP, HTTPS, proxyConfiguration, type Backend } from "./haproxy/configuration";

export type { AcmeProps } from "./haproxy/acme";

export const haproxySettings = z.strictObject({
  memoryMiB: z.number().int().min(64).default(128).describe("memory limit of the proxy"),
  cpus: z.number().positive().default(0.5).describe("CPUs the proxy may use"),
  httpsPort: z.number().int().min(1).max(65535).default(8443).describe("port of the host for HTTPS"),
  httpPort: z.number().int().min(1).max(65535).default(8080).describe("port of the host that redirects to HTTPS"),
  hosts: z
    .array(z.string())
    .min(1)
    .default(["localhost", "127.0.0.1"])
    .describe("names and addresses that the certificate is valid for; ACME takes public names"),
  certificateFile: z
    .string()
    .optional()
    .describe("PEM file with certificate chain and key, beside this file; the local CA signs one when left out"),
  acme: acmeSettings.optional().describe("a certificate of an ACME server such as Let's Encrypt, renewed by itself"),
  maxConnections: z.number().int().min(100).default(2000).describe("connections at once"),
  connectionsPerClient: z.number().int().min(1).default(200).describe("connections at once from one address"),
  requestsPerSecond: z.number().int().min(1).default(500).describe("requests of one address, mean over 10 seconds"),
});

export type HAProxySettings = z.output<typeof haproxySettings>;

export interface HAProxyProps {
  /** @default - 128 MiB */
  readonly memory?: Memory;
  /** @default 0.5 */
  readonly cpus?: number;
  /** @default 8443 */
  readonly httpsPort?: number;
  /** @default 8080 */
  readonly httpPort?: number;
  /** @default - localhost and 127.0.0.1 */
  readonly hosts?: readonly string[];
  /** @default - a certificate of the local CA */
  readonly certificateFile?: string;
  /** A certificate of an ACME server; until it has given one, that of the local CA is served. @default - none */
  readonly acme?: AcmeProps;
  /** @default 2000 */
  readonly maxConnections?: number;
  /** @default 200 */
  readonly connectionsPerClient?: number;
  /** @default 500 */
  readonly requestsPerSecond?: number;
}

const LIVE = { name: "live", content: VolumeContent.SHARED, path: "/var/lib/haproxy" };

/** The way in: the only component that publishes ports. It ends TLS, checks tokens and passwords, and limits clients. */
export class HAProxy extends Component implements WayIn, Scrapeable, Alerting, Charted {
  readonly wayIn = true;
  readonly endpoint: Endpoint;
  readonly metrics = { port: HEALTH, path: "/metrics" };
  private readonly httpsPort: number;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: HAProxyProps = {},
  ) {
    super(scope, id);
    if (props.acme && props.certificateFile) throw twoCertificates(this.node.path);
    this.httpsPort = props.httpsPort ?? 8443;
    this.endpoint = { scheme: "https", host: this.name, port: HTTPS };
  }

  /** Those who ask for its certificate reach nobody else on its own network. */
  override peers(relations: Relations): readonly Component[] {
    return relations.with(isProber);
  }

  override connections(relations: Relations): readonly Connection[] {
    return connectionsTo(relations.with(isRouted));
  }

  alerts(): readonly Alert[] {
    return proxyAlerts(this.name, this.props.acme && CHALLENGES.name);
  }

  dashboard(): Dashboard {
    return proxyDashboard(this.name);
  }

  spec(context: SpecContext): Spec {
    const { images } = context;
    const plain: Spec = {
      image: images.image("haproxy"),
      command: ["haproxy", "-f", `${LIVE.path}/haproxy.cfg`, "-f", "/run/secrets/way-in-operators"],
      environment: {},
      files: [],
      secrets: this.secrets(),
      volumes: [{ ...LIVE, readOnly: true }],
      temporary: [],
      health: {
        command: ["wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${HEALTH}/healthz`],
        startPeriod: Duration.seconds(5),
      },
      resources: { memory: this.props.memory ?? Memory.mebibytes(128), cpus: this.props.cpus ?? 0.5, processes: 64 },
      lifecycle: Lifecycle.EXCLUSIVE,
      replicas: 1,
      stopGrace: Duration.seconds(20),
      init: false,
      publishes: [
        { hostPort: this.httpsPort, port: HTTPS },
        { hostPort: this.props.httpPort ?? 8080, port: HTTP },
      ],
      jobs: this.jobs(this.configuration(context)),
      exceptions: [{ protection: "egress", detail: "edge network", reason: "publishes the ports of the way in" }],
    };
    return this.props.acme ? this.withAcme(plain, this.props.acme, context) : plain;
  }

  /** The certificate comes from a volume that a job fills. */
  private withAcme(plain: Spec, acme: AcmeProps, context: SpecContext): Spec {
    const address = context.addresses.replicasOf(this, this);
    const certified = { wayIn: this.name, address, hosts: this.props.hosts ?? [] };
    return {
      ...plain,
      command: ["/bin/sh", "/config/serve.sh", ...plain.command],
      environment: { [CERTIFICATE]: SERVED.file },
      files: [
        { name: "serve.sh", content: SERVE },
        { name: "healthy.sh", content: HEALTHY },
      ],
      volumes: [...plain.volumes, READ_CERTIFICATES],
      temporary: [{ path: SERVED.folder, size: Memory.mebibytes(1) }],
      health: { ...plain.health, command: ["/bin/sh", "/config/healthy.sh"] },
      scheduled: [certificateJob(acme, certified, context)],
    };
  }

  /** Validated and installed before, loaded by a running proxy after, without dropping a connection. */
  private jobs(configuration: string): readonly Job[] {
    const file = { name: "haproxy.cfg", content: configuration };
    const check = this.props.acme ? withLocalCertificate(CHECK) : CHECK;
    const installed = { files: [file, { name: "install.sh", content: installScript(check) }], secrets: this.secrets() };
    return [
      { ...installed, name: "check", phase: JobPhase.CHECK, command: check },
      {
        ...installed,
        name: "install",
        phase: JobPhase.BEFORE,
        command: ["/bin/sh", "/config/install.sh"],
        volumes: [LIVE],
      },
      {
        name: "reload",
        phase: JobPhase.AFTER,
        command: [],
        signal: "USR2",
        // Another configuration is another job, so that it runs again.
        files: [file],
      },
    ];
  }

  private configuration({ relations, addresses }: SpecContext): string {
    const backends: readonly Backend[] = relations.with(isRouted).map((routed) => ({
      name: routed.name,
      host: addresses.replicasOf(routed, this),
      port: routed.endpoint.port,
      path: routed.route.path,
      auth: routed.route.auth,
      healthPath: routed.healthPath,
      replicas: routed.replicas,
    }));
    const { maxConnections = 2000, connectionsPerClient = 200, requestsPerSecond = 500, cpus = 0.5 } = this.props;
    const challenges = this.props.acme && addresses.jobOf(this, challengesName(this.name));
    const { nameServer } = addresses;
    return proxyConfiguration(
      {
        maxConnections,
        connectionsPerClient,
        requestsPerSecond,
        httpsPort: this.httpsPort,
        cpus,
        challenges,
        nameServer,
      },
      backends,
    );
  }

  private secrets(): readonly SecretMount[] {
    return [this.certificate(), password("way-in-token"), OPERATORS].map((secret) => mounted(secret));
  }

  private certificate(): SecretRef {
    const { certificateFile: givenFile, hosts = ["localhost", "127.0.0.1"] } = this.props;
    return { name: "way-in-certificate", kind: SecretKind.CERTIFICATE, hosts, ...(givenFile ? { givenFile } : {}) };
  }
}

const OPERATORS: SecretRef = { name: "way-in-operators", kind: SecretKind.USERLIST, of: "way-in-password" };

const CHECK = ["haproxy", "-c", "-f", "/config/haproxy.cfg", "-f", "/run/secrets/way-in-operators"];

const installScript = (check: readonly string[]) => `set -eu
${check.join(" ")}
cp /config/haproxy.cfg ${LIVE.path}/haproxy.cfg.new
mv ${LIVE.path}/haproxy.cfg.new ${LIVE.path}/haproxy.cfg
`;
