import { z } from "zod";
import { checked } from "./checked";
import { CONTAINER_LISTS, type ContainerList } from "./container";
import { named, pathIn, type Named } from "./named";
import type { KubernetesObject, Path } from "./objects";
import { podSchema, type Container, type Pod } from "./schema";
import { labelsOf, type Labels } from "./selector";

/** Where an object keeps its pod, and which groups have a kind of that name and shape. */
interface Shape {
  readonly groups: readonly string[];
  readonly pod: Path;
}

const TEMPLATE: Path = ["spec", "template"];

/** `extensions` is gone since Kubernetes 1.16, but not from old files. */
const APPS = ["apps", "extensions"];

/** https://kubernetes.io/docs/concepts/workloads/ */
const SHAPES = {
  Pod: { groups: [""], pod: [] },
  ReplicationController: { groups: [""], pod: TEMPLATE },
  Deployment: { groups: APPS, pod: TEMPLATE },
  ReplicaSet: { groups: APPS, pod: TEMPLATE },
  DaemonSet: { groups: APPS, pod: TEMPLATE },
  StatefulSet: { groups: ["apps"], pod: TEMPLATE },
  Job: { groups: ["batch"], pod: TEMPLATE },
  CronJob: { groups: ["batch"], pod: ["spec", "jobTemplate", ...TEMPLATE] },
} as const satisfies Readonly<Record<string, Shape>>;

export type WorkloadKind = keyof typeof SHAPES;

/** Which groups have a kind that runs pods. */
export const WORKLOAD_GROUPS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(SHAPES).map(([kind, { groups }]) => [kind, groups]),
);

/** A container, in which list of its pod it is, and where it is written. */
export interface Contained {
  readonly container: Container;
  readonly list: ContainerList;
  readonly line: number;
}

/** What runs pods of one template; nothing of it leads back to the text. */
export interface Workload extends Named {
  readonly kind: WorkloadKind;
  readonly pod: Pod;
  readonly labels: Labels;
  readonly containers: readonly Contained[];
  /** As it is written. */
  readonly replicas: number | undefined;
  /** Names of volumes that each pod has of its own. */
  readonly claims: ReadonlySet<string>;
}

const ownSchema = z
  .object({
    replicas: z.int().nonnegative().nullish(),
    volumeClaimTemplates: z.array(z.object({ metadata: z.object({ name: z.string() }) })).nullish(),
  })
  .nullish();

/** @throws UnreadableSource for an object that the API server would refuse */
export function workload(object: KubernetesObject): Workload {
  const kind = object.kind as WorkloadKind;
  const { pod: way } = SHAPES[kind];
  const self = named(object);
  const pod = checked(object, way, podSchema, self.id);
  const own = checked(object, ["spec"], ownSchema, self.id);
  const path = pathIn(pod.metadata ?? {}) ?? self.path;
  return {
    ...self,
    ...{ kind, pod },
    labels: new Map([...labelsOf(pod.metadata?.labels), ...ofTheCluster(kind, self.name)]),
    containers: containersOf(pod, (list, index) => object.lineOf([...way, "spec", list, index])),
    replicas: kind === "Pod" ? undefined : (own?.replicas ?? undefined),
    claims: new Set((own?.volumeClaimTemplates ?? []).map(({ metadata }) => metadata.name)),
    ...(path === undefined ? {} : { path }),
  };
}

/** https://kubernetes.io/docs/concepts/workloads/controllers/job/#specifying-your-own-pod-selector */
const ofTheCluster = (kind: WorkloadKind, name: string): readonly (readonly [string, string])[] =>
  kind === "Job" ? ["job-name", "batch.kubernetes.io/job-name"].map((label) => [label, name] as const) : [];

const containersOf = ({ spec }: Pod, lineOf: (list: ContainerList, index: number) => number): readonly Contained[] =>
  CONTAINER_LISTS.flatMap((list) =>
    (spec[list] ?? []).map((container, index) => ({ container, list, line: lineOf(list, index) })),
  );

/**
 * An init container that is always started again is a sidecar, and stays:
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 * A pod of its own runs to its end when it is not always started again, as Helm's tests do.
 */
export function lifetimeOf(workload: Workload, { container, list }: Contained): "service" | "task" {
  if (list === "ephemeralContainers") return "task";
  if (list === "initContainers" && container.restartPolicy !== "Always") return "task";
  return lifetimeOfPods(workload);
}

export function lifetimeOfPods({ kind, pod }: Workload): "service" | "task" {
  if (kind === "Job" || kind === "CronJob") return "task";
  return (pod.spec.restartPolicy ?? "Always") === "Always" ? "service" : "task";
}
