import type { Construct } from "constructs";
import {
  Component,
  Duration,
  JobPhase,
  Lifecycle,
  Memory,
  VolumeContent,
  type AlertReceiver,
  type ConfigFile,
  type Alert,
  type Alerting,
  type Charted,
  type Dashboard,
  type Endpoint,
  type Job,
  type Scrapeable,
  type SecretMount,
  type Spec,
  type SpecContext,
} from "../core";
import { notificationAlerts } from "./alertmanager/alerts";
import { notificationDashboard } from "./alertmanager/dashboard";
import { alertmanagerConfiguration } from "./alertmanager/configuration";
import { checkScript, startScript } from "./alertmanager/scripts";
import { heartbeatSecret, secretOf } from "./alertmanager/secrets";
import type { AlertRoute, Heartbeat, Receiver } from "./alertmanager/settings";

export { alertmanagerSettings, type AlertmanagerSettings } from "./alertmanager/settings";
export type { AlertRoute, Heartbeat, Receiver } from "./alertmanager/settings";

export interface AlertmanagerProps {
  /** Who is told, by name. Addresses, keys and passwords are files on the operator's machine. */
  readonly receivers: Readonly<Record<string, Receiver>>;
  /** Alerts that only some receivers get; the first that fits counts. @default - every receiver gets every alert */
  readonly routes?: readonly AlertRoute[];
  /** Called again and again while alerts arrive. @default - none */
  readonly heartbeat?: Heartbeat;
  /** @default - 64 MiB */
  readonly memory?: Memory;
  /** Earlier ids, the first one first: volume and secrets keep its name. @default - never renamed */
  readonly renamedFrom?: readonly string[];
}

const PORT = 9093;
const DATA = "/alertmanager";
const ASSEMBLED = { path: "/run/alertmanager", file: "/run/alertmanager/alertmanager.yml" };

/** Brings the alerts of Prometheus to people: critical ones at once, others in groups, consequences not at all. */
export class Alertmanager extends Component implements Scrapeable, AlertReceiver, Alerting, Charted {
  readonly endpoint: Endpoint;
  readonly metrics = { port: PORT, path: "/metrics" };
  readonly receivesAlerts = true;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AlertmanagerProps,
  ) {
    super(scope, id, [], props.renamedFrom);
    this.endpoint = { scheme: "http", host: this.name, port: PORT };
  }

  override get network(): string {
    return "monitoring";
  }

  override get reachesOut(): boolean {
    return true;
  }

  alerts(): readonly Alert[] {
    return notificationAlerts(this.name);
  }

  dashboard(): Dashboard {
    return notificationDashboard(this.name);
  }

  spec({ images }: SpecContext): Spec {
    return {
      image: images.image("alertmanager"),
      entrypoint: ["/bin/sh", "/config/start.sh"],
      command: [
        `--storage.path=${DATA}`,
        `--web.listen-address=0.0.0.0:${PORT}`,
        // Else it waits on another port for others of its kind.
        "--cluster.listen-address=",
      ],
      environment: {},
      files: [this.configuration(), { name: "start.sh", content: startScript(ASSEMBLED.file) }],
      secrets: this.secrets(),
      volumes: [{ name: "data", content: VolumeContent.DATA, path: DATA }],
      temporary: [{ path: ASSEMBLED.path, size: Memory.mebibytes(1) }],
      health: {
        command: ["wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${PORT}/-/ready`],
        startPeriod: Duration.seconds(30),
      },
      resources: { memory: this.props.memory ?? Memory.mebibytes(64), cpus: 0.25, processes: 64 },
      lifecycle: Lifecycle.EXCLUSIVE,
      replicas: 1,
      stopGrace: Duration.seconds(20),
      init: false,
      publishes: [],
      jobs: [this.check()],
      exceptions: [{ protection: "egress", detail: "edge network", reason: "tells people of alerts" }],
    };
  }

  /** Before the running one is stopped for a new configuration. */
  private check(): Job {
    return {
      name: "check",
      phase: JobPhase.CHECK,
      command: ["/bin/sh", "/config/check.sh"],
      files: [this.configuration(), { name: "check.sh", content: checkScript }],
      secrets: this.secrets(),
    };
  }

  private configuration(): ConfigFile {
    const { receivers, routes = [], heartbeat } = this.props;
    const content = alertmanagerConfiguration({
      receivers: Object.entries(receivers).map(([name, receiver]) => ({
        name,
        receiver,
        secretFile: secretOf(this.dataName, name, receiver)?.path,
      })),
      routes,
      heartbeat: heartbeat && {
        secretFile: heartbeatSecret(this.dataName, heartbeat).path,
        everySeconds: heartbeat.everySeconds,
      },
    });
    return { name: "alertmanager.yml", content };
  }

  private secrets(): readonly SecretMount[] {
    const { receivers, heartbeat } = this.props;
    const given = Object.entries(receivers).flatMap(([name, one]) => secretOf(this.dataName, name, one) ?? []);
    return heartbeat ? [...given, heartbeatSecret(this.dataName, heartbeat)] : given;
  }
}
