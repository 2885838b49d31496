import type { Construct } from "constructs";
import { stringify } from "yaml";
import { z } from "zod";
import {
  Component,
  Duration,
  JobPhase,
  Lifecycle,
  Memory,
  isRegistered,
  isWayIn,
  probesJob,
  connectionsTo,
  type Addresses,
  type Alert,
  type Alerting,
  type Charted,
  type Connection,
  type Dashboard,
  type Endpoint,
  type Probe,
  type Prober,
  type Relations,
  type Scrapeable,
  type Spec,
  type SpecContext,
} from "../core";
import { probeDashboard } from "./blackbox-exporter/dashboard";
import { probeAlerts } from "./blackbox-exporter/alerts";

export const blackboxExporterSettings = z.strictObject({
  memoryMiB: z.number().int().min(32).default(48).describe("memory limit of the exporter"),
});

export interface BlackboxExporterProps {
  /** @default - 48 MiB */
  readonly memory?: Memory;
}

const PORT = 9115;
const FILE = "/config/blackbox.yml";

/** A redirect is no answer: it could lead anywhere. https://github.com/prometheus/blackbox_exporter/blob/master/CONFIGURATION.md */
const MODULES = {
  http: { prober: "http", timeout: "5s", http: { preferred_ip_protocol: "ip4", follow_redirects: false } },
  // Whether its clients trust the certificate is theirs to say; here only its end counts.
  tls: {
    prober: "tcp",
    timeout: "5s",
    tcp: { preferred_ip_protocol: "ip4", tls: true, tls_config: { insecure_skip_verify: true } },
  },
};

/**
 * Asks every external endpoint whether it is well, and the way in for its certificate. It connects to whatever it is told
 * to, so nobody but the monitoring components shares a network with it: the way in comes to theirs.
 */
export class BlackboxExporter extends Component implements Scrapeable, Prober, Alerting, Charted {
  readonly endpoint: Endpoint;
  readonly metrics = { port: PORT, path: "/metrics" };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: BlackboxExporterProps = {},
  ) {
    super(scope, id);
    this.endpoint = { scheme: "http", host: this.name, port: PORT };
  }

  override get network(): string {
    return "monitoring";
  }

  override peers(relations: Relations): readonly Component[] {
    return externals(relations);
  }

  override connections(relations: Relations): readonly Connection[] {
    return connectionsTo([...externals(relations), ...relations.with(isWayIn)]);
  }

  probes(relations: Relations, addresses: Addresses): readonly Probe[] {
    return [
      ...externals(relations).map(({ name, registration: { url, healthPath } }) => ({
        name,
        module: "http",
        target: `${url.replace(/\/+$/, "")}${healthPath}`,
      })),
      ...relations.with(isWayIn).map((wayIn) => ({
        name: wayIn.name,
        module: "tls",
        target: `${addresses.replicasOf(wayIn, this)}:${wayIn.endpoint?.port}`,
      })),
    ];
  }

  alerts(): readonly Alert[] {
    return probeAlerts(probesJob(this.name));
  }

  dashboard(): Dashboard {
    return probeDashboard(probesJob(this.name));
  }

  spec({ images, relations }: SpecContext): Spec {
    const files = [{ name: "blackbox.yml", content: stringify({ modules: MODULES }) }];
    return {
      image: images.image("blackbox-exporter"),
      command: [`--config.file=${FILE}`, `--web.listen-address=0.0.0.0:${PORT}`],
      environment: {},
      files,
      secrets: [],
      volumes: [],
      temporary: [],
      health: {
        command: ["wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${PORT}/-/healthy`],
        startPeriod: Duration.seconds(10),
      },
      resources: { memory: this.props.memory ?? Memory.mebibytes(48), cpus: 0.25, processes: 64 },
      lifecycle: Lifecycle.ROLLING,
      replicas: 1,
      stopGrace: Duration.seconds(10),
      init: false,
      publishes: [],
      jobs: [
        {
          name: "check",
          phase: JobPhase.CHECK,
          command: ["/bin/blackbox_exporter", "--config.check", `--config.file=${FILE}`],
          files,
        },
      ],
      exceptions: externals(relations).map(({ name }) => ({
        protection: "egress",
        detail: name,
        reason: "asks an endpoint outside the platform whether it is well",
      })),
    };
  }
}

const externals = (relations: Relations) =>
  relations.with(isRegistered).filter(({ registration }) => registration.external);
