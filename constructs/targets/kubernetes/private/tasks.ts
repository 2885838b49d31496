import { posix } from "node:path";
import {
  JobPhase,
  Memory,
  SecretKind,
  type Component,
  type ConfigFile,
  type Image,
  type Job,
  type SecretMount,
  type Spec,
  type Task,
} from "../../../core";
import {
  filesTooLarge,
  keeperFilesDiffer,
  keeperOfManyImages,
  keeperVariablesDiffer,
  secretElsewhere,
} from "../../../core/errors";
import type { Cluster } from "../cluster";
import { KEEPER, jobObject, jobPart } from "./names";
import { resourceValues } from "./quantities";
import type { KeeperStep, KeeperValues, SecretValues, TaskValues } from "./values";
import { temporaryOf, type Volumes } from "./volumes";

/** Of a ConfigMap. https://kubernetes.io/docs/concepts/configuration/configmap/ */
const MOST_BYTES = 1_048_576;

/** What is the same for all containers of a component. */
export interface Around {
  readonly environment: string;
  readonly component: Component;
  readonly spec: Spec;
  readonly volumes: Volumes;
  readonly cluster: Cluster;
}

/** What a container has, whichever part of a component it is. */
interface Running {
  readonly name: string;
  readonly image: Image;
  readonly files: readonly ConfigFile[];
  readonly secrets: readonly SecretMount[];
  /** Name of the Secret that holds them. */
  readonly secretName: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly task: Pick<Task, "volumes">;
  readonly size?: Partial<Pick<Spec["resources"], "memory" | "cpus">>;
}

/** A container of a component, with the folders in memory that all of its containers have. */
export function containerValues(around: Around, running: Running): TaskValues {
  const { component, spec, volumes } = around;
  const { name, image, files, environment, task, size } = running;
  const secret = secretValues(around, running.secrets, running.secretName);
  return {
    name,
    image: image.reference,
    ...(image.user === spec.image.user ? {} : { user: { uid: image.uid, gid: image.gid } }),
    environment,
    files: filesOf(component, files),
    ...(secret ? { secret } : {}),
    mounts: [...volumes.mountsOf(component, task.volumes), ...temporaryOf(spec).mounts],
    resources: resourceValues({ ...spec.resources, ...size }),
  };
}

/** A job in a container of its own, or one that prepares the pod of its server. */
export function jobValues(around: Around, job: Task & { readonly image?: Image; readonly memory?: Memory }) {
  const { component, spec } = around;
  return {
    ...containerValues(around, {
      name: jobPart(job.name),
      image: job.image ?? spec.image,
      files: job.files,
      secrets: job.secrets ?? [],
      secretName: jobObject(component, job.name),
      environment: job.environment ?? {},
      task: job,
      ...(job.memory ? { size: { memory: job.memory } } : {}),
    }),
    command: job.command,
  };
}

/** In the pod of its server, and so behind the same policy. */
export const isInside = (phase: JobPhase | undefined): boolean => phase === JobPhase.BEFORE || phase === JobPhase.AFTER;

export const jobsInside = ({ jobs }: Spec): readonly Job[] => jobs.filter(({ phase }) => isInside(phase));

/**
 * Brings a running server to what its jobs say, as the Docker target's jobs do: what comes before a start and what comes
 * after it are run again beside the server when their files change. None where nothing comes after a start.
 */
export function keeperValues(around: Around): KeeperValues | undefined {
  const { component, spec } = around;
  const jobs = jobsInside(spec);
  if (!jobs.some(({ phase }) => phase === JobPhase.AFTER)) return undefined;
  if (jobs.some(({ image }) => image && image.reference !== spec.image.reference)) {
    throw keeperOfManyImages(component.node.path);
  }
  const container = containerValues(around, {
    name: KEEPER,
    image: spec.image,
    files: unionOfFiles(component, jobs),
    secrets: unionOfSecrets(component, jobs),
    secretName: jobObject(component, KEEPER),
    environment: unionOfVariables(component, jobs),
    task: { volumes: jobs.flatMap(({ volumes = [] }) => volumes) },
    size: smaller(spec.resources),
  });
  const mounts = [...new Map(container.mounts.map((mount) => [mount.path, mount])).values()];
  return { ...container, mounts: writable(container.mounts, mounts), steps: jobs.map(stepOf) };
}

/** It sleeps nearly all of the time, beside a server that reserves its own. */
const smaller = ({ memory, cpus }: Spec["resources"]) => ({
  memory: Memory.mebibytes(Math.min(128, memory.toMebibytes())),
  cpus: Math.min(0.2, cpus),
});

/** One job may only read what another writes. */
const writable = (all: TaskValues["mounts"], mounts: TaskValues["mounts"]): TaskValues["mounts"] =>
  mounts.map((mount) => ({ ...mount, readOnly: all.every(({ path, readOnly }) => path !== mount.path || readOnly) }));

const stepOf = ({ signal, command }: Job): KeeperStep => (signal ? { signal } : { command });

interface Union<T> {
  readonly name: (one: T) => string;
  readonly value: (one: T) => string;
  readonly clash: (name: string) => Error;
}

/** One container has them all, so what two jobs call the same must be the same. */
function unionOf<T>(all: readonly T[], { name, value, clash }: Union<T>): readonly T[] {
  const found = new Map<string, T>();
  for (const one of all) {
    const twin = found.get(name(one));
    if (twin !== undefined && value(twin) !== value(one)) throw clash(name(one));
    found.set(name(one), one);
  }
  return [...found.values()];
}

const unionOfFiles = ({ node }: Component, jobs: readonly Job[]): readonly ConfigFile[] =>
  unionOf(
    jobs.flatMap(({ files }) => files),
    { name: ({ name }) => name, value: ({ content }) => content, clash: (name) => keeperFilesDiffer(node.path, name) },
  );

const unionOfSecrets = ({ node }: Component, jobs: readonly Job[]): readonly SecretMount[] =>
  unionOf(
    jobs.flatMap(({ secrets = [] }) => secrets),
    {
      name: ({ path }) => path,
      value: ({ secret }) => secret.name,
      clash: (path) => keeperFilesDiffer(node.path, path),
    },
  );

const unionOfVariables = ({ node }: Component, jobs: readonly Job[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    unionOf(
      jobs.flatMap(({ environment = {} }) => Object.entries(environment)),
      { name: ([name]) => name, value: ([, value]) => value, clash: (name) => keeperVariablesDiffer(node.path, name) },
    ),
  );

function filesOf({ node }: Component, files: readonly ConfigFile[]): Readonly<Record<string, string>> {
  const bytes = files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  if (bytes > MOST_BYTES) throw filesTooLarge(node.path, bytes);
  return Object.fromEntries(files.map(({ name, content }) => [name, content]));
}

/** All secrets of a container are keys of one Secret, which is mounted whole: a further key shows in a running pod. */
function secretValues(
  { environment, component, cluster }: Around,
  mounts: readonly SecretMount[],
  name: string,
): SecretValues | undefined {
  const kept = mounts.filter((mount) => !isIssued(mount, cluster));
  if (kept.length === 0) return undefined;
  const keys = kept.map(({ secret, path }) => [fileBelow(component, path), `${environment}/${secret.name}`] as const);
  return { name, keys: Object.fromEntries(keys) };
}

/** A certificate that nobody gave is cert-manager's, where there is one. */
export const isIssued = ({ secret }: SecretMount, { certManager }: Cluster): boolean =>
  certManager !== undefined && secret.kind === SecretKind.CERTIFICATE && secret.givenFile === undefined;

export function fileBelow({ node }: Component, path: string): string {
  if (posix.dirname(path) !== "/run/secrets") throw secretElsewhere(node.path, path);
  return posix.basename(path);
}
