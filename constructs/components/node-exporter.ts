import type { Construct } from "constructs";
import { z } from "zod";
import {
  Component,
  Duration,
  Lifecycle,
  Memory,
  type Alert,
  type Alerting,
  type Charted,
  type Dashboard,
  type Endpoint,
  type Scrapeable,
  type Spec,
  type SpecContext,
} from "../core";
import { hostAlerts } from "./node-exporter/alerts";
import { hostDashboard } from "./node-exporter/dashboard";

export const nodeExporterSettings = z.strictObject({
  memoryMiB: z.number().int().min(32).default(64).describe("memory limit of the exporter"),
});

export type NodeExporterSettings = z.output<typeof nodeExporterSettings>;

export interface NodeExporterProps {
  /** @default - 64 MiB */
  readonly memory?: Memory;
}

const PORT = 9100;
const ALL_BUT_ETC_HOSTNAME = "^/($|config|dev|proc|run|sys|textfile|tmp|etc/hosts|etc/resolv.conf)";

/**
 * Metrics of the host's processors, memory, disks and load. These files of `/proc` are the host's in every container, so
 * nothing of the host is mounted: a read-only mount of `/sys` would bring writable mounts below it. Figures of network
 * interfaces would be the container's own, and are left out. Of file systems the engine's own is seen: it brings
 * `/etc/hostname` from where it keeps containers and volumes.
 */
export class NodeExporter extends Component implements Scrapeable, Alerting, Charted {
  readonly endpoint: Endpoint;
  readonly metrics = { port: PORT, path: "/metrics" };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NodeExporterProps = {},
  ) {
    super(scope, id);
    this.endpoint = { scheme: "http", host: this.name, port: PORT };
  }

  override get onEveryHost(): boolean {
    return true;
  }

  override get network(): string {
    return "monitoring";
  }

  alerts(): readonly Alert[] {
    return hostAlerts(this.name);
  }

  dashboard(): Dashboard {
    return hostDashboard(this.name);
  }

  spec({ images }: SpecContext): Spec {
    return {
      image: images.image("node-exporter"),
      command: [
        `--web.listen-address=0.0.0.0:${PORT}`,
        "--collector.disable-defaults",
        ...["cpu", "diskstats", "loadavg", "meminfo", "pressure", "stat", "time", "uname", "vmstat"].map(
          (name) => `--collector.${name}`,
        ),
        "--collector.filesystem",
        `--collector.filesystem.mount-points-exclude=${ALL_BUT_ETC_HOSTNAME}`,
      ],
      environment: {},
      files: [],
      secrets: [],
      volumes: [],
      temporary: [],
      health: {
        command: ["wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${PORT}/`],
        startPeriod: Duration.seconds(10),
      },
      // Fewer than about 6 threads look like a crash: exit code 2.
      resources: { memory: this.props.memory ?? Memory.mebibytes(64), cpus: 0.25, processes: 64 },
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
