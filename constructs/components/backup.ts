import type { Construct } from "constructs";
import { z } from "zod";
import {
  Access,
  Component,
  Duration,
  JobPhase,
  Lifecycle,
  Memory,
  STAGING,
  SecretKind,
  VolumeContent,
  isBackupSource,
  mounted,
  type Alert,
  type Alerting,
  type Charted,
  type Dashboard,
  type Endpoint,
  type Job,
  type Saving,
  type Schedule,
  type ScheduledJob,
  type Scrapeable,
  type Spec,
  type SpecContext,
} from "../core";
import { backupAlerts } from "./backup/alerts";
import { backupDashboard } from "./backup/dashboard";
import { schedule } from "../settings/schedule";
import type { BackupDestination } from "./backup/destination";
import { destinationSettings } from "./backup/destination-settings";
import { METRICS, SETTINGS, backupScript, prepareScript, type Retention } from "./backup/scripts";

export { BackupDestination, type S3Destination, type SftpDestination } from "./backup/destination";
export type { Retention } from "./backup/scripts";

const kept = (number: number, what: string) =>
  z.number().int().min(0).default(number).describe(`${what} of which the last backup is kept`);

export const backupSettings = z.strictObject({
  to: destinationSettings.describe("where backups go: outside of every volume of the platform"),
  schedule: schedule.default({ daily: "02:00" }).describe("at these times, in UTC"),
  keep: z
    .strictObject({ daily: kept(7, "days"), weekly: kept(4, "weeks"), monthly: kept(6, "months") })
    .prefault({})
    .describe("how many backups are kept, the last one always"),
  passwordFile: z
    .string()
    .min(1)
    .optional()
    .describe("file with the password of a repository that is there already; a new one is generated when left out"),
  memoryMiB: z.number().int().min(64).default(256).describe("memory limit of the program that saves"),
  deadlineSeconds: z
    .number()
    .int()
    .min(60)
    .max(43_200)
    .default(3600)
    .describe("a dump, and then saving all of them, may each take so long"),
});

export type BackupSettings = z.output<typeof backupSettings>;

export interface BackupProps {
  readonly to: BackupDestination;
  readonly schedule: Schedule;
  /** @default - 7 days, 4 weeks, 6 months */
  readonly keep?: Retention;
  /** A file with the password of a repository that is there already. @default - one is generated */
  readonly passwordFile?: string;
  /** Memory limit of the program that saves. @default - 256 MiB */
  readonly memory?: Memory;
  /** A dump, and then saving all of them, may each take so long. @default - an hour */
  readonly deadline?: Duration;
  /** The text of files that are saved with the data, by name. @default - none */
  readonly settings?: Readonly<Record<string, string>>;
}

const PORT = 9100;
const OWN = { name: "own", content: VolumeContent.SHARED, path: STAGING.path };
const MEASURED = "/measured";

/**
 * Saves what every backup source keeps, encrypted, and looks whether it can be read again. Each source makes its dump with
 * its own image; restic saves them together. What runs on tells Prometheus when that last succeeded.
 */
export class Backup extends Component implements Scrapeable, Saving, Alerting, Charted {
  readonly endpoint: Endpoint;
  readonly metrics = { port: PORT, path: "/metrics" };
  readonly access = Access.BACKUP;
  readonly saving: Saving["saving"];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: BackupProps,
  ) {
    super(scope, id);
    this.endpoint = { scheme: "http", host: this.name, port: PORT };
    this.saving = { schedule: props.schedule, deadline: props.deadline ?? Duration.minutes(60) };
  }

  override get network(): string {
    return "monitoring";
  }

  alerts(): readonly Alert[] {
    return backupAlerts(this.name, this.props.schedule.periodSeconds);
  }

  dashboard(): Dashboard {
    return backupDashboard(this.name);
  }

  spec(context: SpecContext): Spec {
    const { exceptions } = this.props.to.reachedFrom(context.environment, this.dataName);
    return {
      // Its collector of text files alone: a server of metrics that both sources of images have.
      image: context.images.image("node-exporter"),
      command: [
        `--web.listen-address=0.0.0.0:${PORT}`,
        "--web.disable-exporter-metrics",
        "--collector.disable-defaults",
        "--collector.textfile",
        `--collector.textfile.directory=${MEASURED}/${METRICS}`,
      ],
      environment: {},
      files: [],
      secrets: [],
      volumes: [{ ...OWN, path: MEASURED, readOnly: true }],
      temporary: [{ path: "/tmp", size: Memory.mebibytes(16) }],
      health: {
        command: ["wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${PORT}/`],
        startPeriod: Duration.seconds(10),
      },
      resources: { memory: Memory.mebibytes(48), cpus: 1, processes: 128 },
      lifecycle: Lifecycle.EXCLUSIVE,
      replicas: 1,
      stopGrace: Duration.seconds(10),
      init: false,
      publishes: [],
      jobs: [this.prepareJob(context)],
      scheduled: [this.saveJob(context)],
      exceptions,
    };
  }

  private prepareJob(context: SpecContext): Job {
    const settings = Object.entries(this.props.settings ?? {});
    return {
      name: "prepare",
      phase: JobPhase.BEFORE,
      image: context.images.image("restic"),
      command: ["/bin/sh", "/config/prepare.sh"],
      files: [
        { name: "prepare.sh", content: prepareScript(sourcesOf(context)) },
        ...settings.map(([name, content]) => ({ name: `${SETTINGS}${name}`, content })),
      ],
      volumes: [OWN],
    };
  }

  private saveJob(context: SpecContext): ScheduledJob {
    const { environment, secrets, hostFolders, reach } = this.props.to.reachedFrom(context.environment, this.dataName);
    const { passwordFile: givenFile } = this.props;
    const secret = {
      name: `${this.dataName}-password`,
      kind: SecretKind.KEY,
      ...(givenFile ? { givenFile } : {}),
    };
    const names = sourcesOf(context);
    return {
      name: "save",
      schedule: this.saving.schedule,
      deadline: Duration.seconds(2 * this.saving.deadline.toSeconds()),
      image: context.images.image("restic"),
      memory: this.props.memory ?? Memory.mebibytes(256),
      command: ["/bin/sh", "/config/backup.sh", "scheduled"],
      environment: {
        ...environment,
        RESTIC_PASSWORD_FILE: mounted(secret).path,
        RESTIC_CACHE_DIR: `${OWN.path}/cache`,
      },
      files: [{ name: "backup.sh", content: this.script(names, context.environment) }],
      secrets: [mounted(secret), ...secrets],
      volumes: [OWN, ...names.map((owner) => ({ ...STAGING, owner, path: `/staging/${owner}` }))],
      hostFolders,
      reach,
    };
  }

  private script(names: readonly string[], environment: string): string {
    const keep = this.props.keep ?? { daily: 7, weekly: 4, monthly: 6 };
    return backupScript({ names, keep, environment, patienceSeconds: Math.ceil(this.saving.deadline.toSeconds()) });
  }
}

const sourcesOf = ({ relations }: SpecContext) => relations.with(isBackupSource).map(({ dataName }) => dataName);
