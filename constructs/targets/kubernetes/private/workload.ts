import { isIP } from "node:net";
import {
  Duration,
  JobPhase,
  Lifecycle,
  SecretKind,
  isScrapeable,
  type Exception,
  type Job,
  type ScheduledJob,
  type Spec,
} from "../../../core";
import type { Cluster } from "../cluster";
import { cronOf } from "./cron";
import { SERVER, jobObject, portName } from "./names";
import { probesOf } from "./probes";
import { portsOf, type Reach } from "./reach";
import { containerValues, fileBelow, isIssued, jobValues, jobsInside, keeperValues, type Around } from "./tasks";
import type {
  CertificateValues,
  HookValues,
  KeeperValues,
  ScheduleValues,
  ServerValues,
  ServiceValues,
  TaskValues,
  WorkloadValues,
} from "./values";
import { temporaryOf, volumesOfTasks } from "./volumes";

/** Seconds between the end of a pod's membership of its Service and the stop signal: others must hear of it first. */
const DRAIN_SECONDS = 5;
/** Of a check, which reads its files and ends. */
const CHECK_DEADLINE = Duration.minutes(2);
/** Of a migration that says none: as long as a layer's may take. */
const ROLL_DEADLINE = Duration.minutes(10);

/** A spec in the words of `charts/workload`. */
export function workloadValues(around: Around, path: string, reach: Reach): WorkloadValues {
  const { component, spec, environment, cluster } = around;
  const keeper = keeperValues(around);
  const mounts = [...spec.volumes, ...volumesOfTasks(jobsInside(spec))];
  return {
    name: component.name,
    environment,
    path,
    ...kindOf(around),
    stopGraceSeconds: Math.ceil(spec.stopGrace.toSeconds()),
    drainSeconds: component.endpoint ? DRAIN_SECONDS : 0,
    shareProcesses: spec.init || spec.jobs.some(({ signal }) => signal !== undefined),
    user: { uid: spec.image.uid, gid: spec.image.gid },
    pullSecrets: cluster.pullSecrets ?? [],
    server: serverValues(around),
    prepare: jobsOf(spec, JobPhase.BEFORE).map((job) => prepareValues(around, job, keeper)),
    ...(keeper ? { keeper } : {}),
    volumes: [...around.volumes.of(component, mounts), ...temporaryOf(spec).volumes],
    ...serviceOf(around),
    hooks: hooksOf(around, reach),
    schedules: (spec.scheduled ?? []).map((job) => scheduleValues(around, job, reach)),
    network: reach.ofServer(component),
    ...operatorsOf(around),
    exceptions: spec.exceptions.map(({ protection, detail, reason }: Exception) => ({ protection, detail, reason })),
  };
}

const jobsOf = ({ jobs }: Spec, wanted: JobPhase): readonly Job[] => jobs.filter(({ phase }) => phase === wanted);

function kindOf({
  component,
  spec,
  volumes,
}: Around): Pick<WorkloadValues, "kind" | "replicas" | "scale" | "strategy"> {
  if (component.onEveryHost) return { kind: "DaemonSet" };
  const { replicas, scale } = spec;
  if (volumes.hasClaim(component, spec)) return { kind: "StatefulSet", replicas };
  const size = scale ? { scale: { ...scale } } : { replicas };
  return { kind: "Deployment", ...size, strategy: mayOverlap(spec) ? "RollingUpdate" : "Recreate" };
}

/** Here a published port is the Service's, so that two may be there at once. */
const mayOverlap = ({ lifecycle, publishes }: Spec): boolean => lifecycle === Lifecycle.ROLLING || publishes.length > 0;

function serverValues(around: Around): ServerValues {
  const { component, spec } = around;
  const { image, files, secrets, environment, entrypoint, command } = spec;
  const container = containerValues(around, {
    name: SERVER,
    image,
    files,
    secrets,
    secretName: component.name,
    environment,
    task: spec,
  });
  const ports = [...new Set([...portsOf(component), ...spec.publishes.map(({ port }) => port)])];
  return {
    ...container,
    ...(entrypoint ? { command: entrypoint } : {}),
    ...(command.length > 0 ? { args: command } : {}),
    ports: ports.map((port) => ({ name: portName(port), port })),
    ...probesOf(component, spec.health),
  };
}

/** What a keeper repeats shares its Secret. */
function prepareValues(around: Around, job: Job, keeper: KeeperValues | undefined): TaskValues {
  const task = jobValues(around, job);
  return task.secret && keeper?.secret ? { ...task, secret: keeper.secret } : task;
}

/** Checks first: what they refuse has changed nothing. */
function hooksOf(around: Around, reach: Reach): readonly HookValues[] {
  const { component, spec, volumes } = around;
  const jobs = [...jobsOf(spec, JobPhase.CHECK), ...jobsOf(spec, JobPhase.ROLL)];
  return jobs.map((job) => {
    const values = jobValues(around, job);
    const scratch =
      job.phase === JobPhase.CHECK && spec.temporary.every(({ path }) => path !== "/tmp") ? [SCRATCH] : [];
    return {
      ...values,
      mounts: [...values.mounts, ...scratch.map(({ name }) => ({ volume: name, path: "/tmp", readOnly: false }))],
      deadlineSeconds: deadlineSeconds(job),
      network: reachOnly(reach.ofTask(component, job)),
      volumes: [...volumes.of(component, job.volumes ?? []), ...temporaryOf(spec).volumes, ...scratch],
    };
  });
}

function deadlineSeconds({ deadline, phase }: Job): number {
  return Math.ceil((deadline ?? (phase === JobPhase.CHECK ? CHECK_DEADLINE : ROLL_DEADLINE)).toSeconds());
}

/** Seconds after which a release that is not ready will not be: Helm waits so long for each hook, and for the pods. */
export function patienceSeconds({ server: { startup }, hooks }: WorkloadValues): number {
  const start = startup.failureThreshold * startup.periodSeconds;
  return Math.max(300, start + 60, ...hooks.map((hook) => hook.deadlineSeconds + 30));
}

/** Where a check may write. */
const SCRATCH = { name: "scratch", kind: "memory", size: "16Mi" } as const;

function scheduleValues(around: Around, job: ScheduledJob, reach: Reach): ScheduleValues {
  const { component, spec, volumes } = around;
  const folders = (job.hostFolders ?? []).map(({ path }, index) => ({ name: `folder-${index}`, path }));
  const values = jobValues(around, job);
  return {
    ...values,
    mounts: [...values.mounts, ...folders.map(({ name, path }) => ({ volume: name, path, readOnly: false }))],
    cron: cronOf(job.schedule),
    deadlineSeconds: Math.ceil(job.deadline.toSeconds()),
    atStart: job.atStart ?? false,
    ...(job.alias === undefined ? {} : { alias: { service: jobObject(component, job.alias) } }),
    network: reach.ofTask(component, job),
    volumes: [
      ...volumes.of(component, job.volumes ?? []),
      ...folders.map(({ name }) => volumes.ofFolder(component, job.name, name)),
      ...temporaryOf(spec).volumes,
    ],
  };
}

const reachOnly = ({ to, outside }: ReturnType<Reach["ofTask"]>) => ({ to, outside });

function serviceOf({ component, spec, cluster }: Around): { readonly service?: ServiceValues } {
  if (!component.endpoint) return {};
  const inside = portsOf(component).map((port) => ({ name: portName(port), port, targetPort: portName(port) }));
  if (spec.publishes.length === 0) return { service: { type: "ClusterIP", ports: inside } };
  const { type = "LoadBalancer", annotations, sourceRanges } = cluster.wayIn ?? {};
  const ports = spec.publishes.map(({ hostPort, port }) => ({
    name: portName(hostPort),
    port: hostPort,
    targetPort: portName(port),
  }));
  return {
    service: {
      type,
      ports,
      ...(annotations ? { annotations } : {}),
      ...(sourceRanges && type === "LoadBalancer" ? { sourceRanges } : {}),
    },
  };
}

/** What operators do that the cluster has. */
function operatorsOf(around: Around): Pick<WorkloadValues, "serviceMonitor" | "externalSecrets" | "certificate"> {
  const { component, cluster } = around;
  const metrics = isScrapeable(component) ? component.metrics : undefined;
  const { externalSecrets, serviceMonitors } = cluster;
  return {
    ...(serviceMonitors && metrics
      ? { serviceMonitor: { path: metrics.path, port: portName(metrics.port), intervalSeconds: 15 } }
      : {}),
    ...(externalSecrets ? { externalSecrets: storeOf(externalSecrets) } : {}),
    ...certificateOf(around),
  };
}

const storeOf = ({ store, kind = "ClusterSecretStore" }: NonNullable<Cluster["externalSecrets"]>) => ({
  store,
  storeKind: kind,
  refreshSeconds: 3600,
});

function certificateOf({ component, spec, cluster }: Around): { readonly certificate?: CertificateValues } {
  const mount = spec.secrets.find((one) => one.secret.kind === SecretKind.CERTIFICATE && isIssued(one, cluster));
  if (!mount || !cluster.certManager) return {};
  const { issuer, kind = "ClusterIssuer" } = cluster.certManager;
  return {
    certificate: {
      secretName: `${component.name}-certificate`,
      issuer,
      issuerKind: kind,
      hosts: (mount.secret.hosts ?? []).filter((host) => !isIP(host)),
      file: fileBelow(component, mount.path),
    },
  };
}
