import type { ContainerFacts, Exposure, Restart } from "../../facts/container";
import { UNSAYABLE, byDefault, declared, unknown, type Fact } from "../../facts/fact";
import { parseImage } from "../../facts/image-reference";
import { boundAddress } from "../../facts/place";
import type { Subject } from "../../facts/subject";
import { mountsOf, statefulOf, uploadsOf } from "./mounts";
import { healthOf, livenessOf, stopNeedOf } from "./probes";
import type { Container, Pod, PodSpec } from "./schema";
import * as security from "./security";
import type { Surroundings } from "./surroundings";
import { commandOf, environmentOf } from "./words";

/** What Kubernetes has no word for, of one container. */
const WITHOUT_A_WORD = {
  /** Of swap the kubelet decides. https://kubernetes.io/docs/concepts/architecture/nodes/#swap-memory */
  memoryAndSwapBytes: UNSAYABLE,
  /** The kubelet's `podPidsLimit`. https://kubernetes.io/docs/concepts/policy/pid-limiting/ */
  processes: UNSAYABLE,
  /** The kubelet's `containerLogMaxSize`. https://kubernetes.io/docs/concepts/cluster-administration/logging/#log-rotation */
  logLimit: UNSAYABLE,
  logOptions: UNSAYABLE,
  /** All pods are in one; NetworkPolicies part them. */
  networks: UNSAYABLE,
  ignoredChanges: UNSAYABLE,
} as const;

export type ContainerSubject = Subject & Pick<ContainerFacts, "kind" | "lifetime" | "replicaOf">;

export interface Place {
  readonly pod: Pod;
  /** Which of the pod's lists it is in. */
  readonly list: ContainerList;
  readonly around: Surroundings;
  /** Volumes that each pod has of its own. */
  readonly claims: ReadonlySet<string>;
}

export const CONTAINER_LISTS = ["initContainers", "containers", "ephemeralContainers"] as const;
export type ContainerList = (typeof CONTAINER_LISTS)[number];

/** Of one container in a pod; the API server's, the kubelet's and the runtime's defaults hold for what is not said. */
export function containerFacts(container: Container, place: Place, subject: ContainerSubject): ContainerFacts {
  const { pod, around } = place;
  const { spec } = pod;
  return {
    ...subject,
    ...WITHOUT_A_WORD,
    ...protectionOf(container, pod),
    ...(spec.os?.name === "windows" ? security.WITHOUT_A_WORD_ON_WINDOWS : {}),
    memoryBytes: limitOf("memory", container, place),
    cpus: limitOf("cpu", container, place),
    health: healthOf(container),
    liveness: livenessOf(container),
    restart: restartOf(container, place),
    stopGraceSeconds: orDefault(spec.terminationGracePeriodSeconds, 30),
    stopNeedSeconds: stopNeedOf(container),
    mounts: mountsOf(container, spec),
    stateful: statefulOf(container, spec, place.claims),
    uploads: uploadsOf(container, spec, around),
    devices: devicesOf(container),
    runtime: orDefault(spec.runtimeClassName, ""),
    sysctls: sysctlsOf(spec),
    exposures: exposuresOf(container, spec),
    // Those of one pod share some; none can name one of another pod.
    sharedNamespaces: byDefault([]),
    environment: environmentOf(container, around),
    command: commandOf(container, around),
    labels: declared(new Map([...entriesOf(pod.metadata?.annotations), ...entriesOf(pod.metadata?.labels)])),
    // What makes pods of a template may put its own there: https://kubernetes.io/docs/concepts/containers/images/
    image: container.image ? declared(parseImage(container.image)) : unknown("after-apply"),
  };
}

const protectionOf = (container: Container, pod: Pod) => ({
  user: security.userOf(container, pod.spec),
  groups: security.groupsOf(container, pod.spec),
  privileged: security.privilegedOf(container, pod.spec),
  capabilities: security.capabilitiesOf(container),
  noNewPrivileges: security.noNewPrivilegesOf(container),
  seccomp: security.seccompOf(container, pod.spec),
  appArmor: security.appArmorOf(container, pod),
  seLinux: security.seLinuxOf(container, pod.spec),
  kernelPathsHidden: security.kernelPathsHiddenOf(container),
  rootReadOnly: orDefault(container.securityContext?.readOnlyRootFilesystem, false),
  hostNamespaces: security.hostNamespacesOf(pod.spec),
});

const orDefault = <T>(value: T | null | undefined, fallback: T): Fact<T> =>
  value === undefined || value === null ? byDefault(fallback) : declared(value);

const entriesOf = (map: Readonly<Record<string, string>> | null | undefined) => Object.entries(map ?? {});

/**
 * A pod's own limit binds each of its containers; a LimitRange of the namespace gives one to who has none.
 * https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
function limitOf(resource: "memory" | "cpu", container: Container, { pod, around }: Place): Fact<number | "unlimited"> {
  const written = container.resources?.limits?.[resource] ?? pod.spec.resources?.limits?.[resource] ?? undefined;
  const amount = written ?? around.defaultLimits[resource];
  const fact = written === undefined ? byDefault : declared;
  if (amount === undefined || amount <= 0) return fact("unlimited");
  return fact(resource === "memory" ? Math.ceil(amount) : amount);
}

/** https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy */
function restartOf(container: Container, { pod, list }: Place): Fact<Restart> {
  const written = list === "initContainers" ? container.restartPolicy : undefined;
  const ofPod = list === "ephemeralContainers" ? "Never" : (written ?? pod.spec.restartPolicy ?? "Always");
  // What prepares a pod is done when it ends well.
  const policy = list === "initContainers" && !written && ofPod === "Always" ? "OnFailure" : ofPod;
  const fact = written || pod.spec.restartPolicy ? declared : byDefault;
  return fact({ policy: POLICIES[policy] ?? "no", retries: undefined });
}

const POLICIES: Readonly<Record<string, Restart["policy"]>> = {
  Always: "always",
  OnFailure: "on-failure",
  Never: "no",
};

/** What a node gives without handing out a device. */
const PLAIN_RESOURCE = /^(cpu|memory|ephemeral-storage|hugepages-.*)$/;

/** https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/device-plugins/ */
function devicesOf({ resources }: Container): Fact<readonly string[]> {
  const extended = entriesOfLimits(resources?.limits).filter(([name]) => !PLAIN_RESOURCE.test(name));
  const claims = (resources?.claims ?? []).map(({ name }) => `claim ${name ?? ""}`);
  const devices = [...extended.map(([name, amount]) => `${name}=${amount}`), ...claims];
  return devices.length > 0 ? declared(devices) : byDefault([]);
}

const entriesOfLimits = (limits: Readonly<Record<string, number | null | undefined>> | null | undefined) =>
  Object.entries(limits ?? {}).filter(([, amount]) => (amount ?? 0) > 0);

function sysctlsOf({ securityContext }: PodSpec): Fact<ReadonlyMap<string, string>> {
  const written = securityContext?.sysctls;
  const sysctls = new Map((written ?? []).map(({ name, value }) => [name, value]));
  return written ? declared(sysctls) : byDefault(sysctls);
}

/**
 * Other ports are reached in the cluster's own network alone. In the node's, each port of a container is one of the node:
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports
 */
function exposuresOf({ ports }: Container, { hostNetwork }: PodSpec): Fact<readonly Exposure[]> {
  if (!ports) return byDefault([]);
  return declared(
    ports.flatMap(({ containerPort: port, hostPort: written, hostIP }) => {
      const hostPort = written ?? (hostNetwork ? port : undefined);
      return hostPort ? [{ address: boundAddress(hostIP ?? ""), hostPort, port }] : [];
    }),
  );
}
