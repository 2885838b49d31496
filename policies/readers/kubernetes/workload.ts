import type { z } from "zod";
import { wrongKubernetesObject } from "../../errors";
import type { ContainerFacts } from "../../facts/container";
import type { Subject } from "../../facts/subject";
import { containerFacts } from "./container";
import type { KubernetesObject, Path } from "./objects";
import { metadataSchema, podSchema, type Container, type PodSpec } from "./schema";

/** Where an object keeps its pod, and which groups have a kind of that name and shape. */
interface Workload {
  readonly groups: readonly string[];
  readonly pod: Path;
}

const TEMPLATE: Path = ["spec", "template"];

/** `extensions` is gone since Kubernetes 1.16, but not from old files. */
const APPS = ["apps", "extensions"];

/** https://kubernetes.io/docs/concepts/workloads/ */
const WORKLOADS: ReadonlyMap<string, Workload> = new Map([
  ["Pod", { groups: [""], pod: [] }],
  ["ReplicationController", { groups: [""], pod: TEMPLATE }],
  ["Deployment", { groups: APPS, pod: TEMPLATE }],
  ["ReplicaSet", { groups: APPS, pod: TEMPLATE }],
  ["DaemonSet", { groups: APPS, pod: TEMPLATE }],
  ["StatefulSet", { groups: ["apps"], pod: TEMPLATE }],
  ["Job", { groups: ["batch"], pod: TEMPLATE }],
  ["CronJob", { groups: ["batch"], pod: ["spec", "jobTemplate", ...TEMPLATE] }],
]);

const workloadOf = ({ kind, group }: KubernetesObject): Workload | undefined => {
  const workload = WORKLOADS.get(kind);
  return workload?.groups.includes(group) ? workload : undefined;
};

/** What nobody examines is counted by; of another group, `Job` is another kind. */
export const kindOf = ({ kind, group }: KubernetesObject): string => (WORKLOADS.has(kind) ? `${kind}.${group}` : kind);

/**
 * The containers of an object, or undefined when it is of a kind that runs none.
 *
 * @throws UnreadableSource for an object that the API server would refuse
 */
export function containersOf(object: KubernetesObject): readonly ContainerFacts[] | undefined {
  const workload = workloadOf(object);
  if (!workload) return undefined;
  const metadata = checked(object, ["metadata"], metadataSchema);
  const id = `${object.kind}/${metadata.namespace ?? "default"}/${metadata.name ?? metadata.generateName ?? ""}`;
  const pod = checked(object, workload.pod, podSchema, id);
  const path = pod.metadata?.annotations?.["bulwark.path"] ?? metadata.annotations?.["bulwark.path"] ?? undefined;
  return LISTS.flatMap((list) =>
    (pod.spec[list] ?? []).map((container, index) => {
      const subject: Subject = {
        id: `${id}/${container.name}`,
        kind: "container",
        source: "kubernetes",
        at: {
          file: object.file,
          line: object.lineOf([...workload.pod, "spec", list, index]),
          address: `${id}/${container.name}`,
        },
        ...(path === undefined ? {} : { path }),
        lifetime: lifetimeOf(object.kind, pod.spec, container, list),
      };
      return containerFacts(container, pod.spec, subject);
    }),
  );
}

const LISTS = ["initContainers", "containers", "ephemeralContainers"] as const;

/**
 * An init container that is always started again is a sidecar, and stays:
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 * A pod of its own runs to its end when it is not always started again, as Helm's tests do.
 */
function lifetimeOf(
  kind: string,
  { restartPolicy }: PodSpec,
  container: Container,
  list: (typeof LISTS)[number],
): Subject["lifetime"] {
  if (kind === "Job" || kind === "CronJob" || list === "ephemeralContainers") return "task";
  if (list === "initContainers" && container.restartPolicy !== "Always") return "task";
  return (restartPolicy ?? "Always") === "Always" ? "service" : "task";
}

function checked<T>(object: KubernetesObject, path: Path, schema: z.ZodType<T>, id = object.kind): T {
  const { data, error } = schema.safeParse(path.reduce(childOf, object.value));
  if (!error) return data;
  throw wrongKubernetesObject(
    id,
    error.issues.map((issue) => {
      const whole = [...path, ...issue.path].map((key) => (typeof key === "symbol" ? String(key) : key));
      return { file: object.file, line: object.lineOf(whole), address: whole.join("."), text: issue.message };
    }),
  );
}

const childOf = (value: unknown, key: string | number): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
