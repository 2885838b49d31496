import type { ContainerFacts, Exposure, Health } from "../../facts/container";
import { UNSAYABLE, byDefault, declared, unknown, type Fact } from "../../facts/fact";
import { parseImage } from "../../facts/image-reference";
import type { Subject } from "../../facts/subject";
import { boundAddress } from "../../facts/place";
import { mountsOf } from "./mounts";
import type { Container, PodSpec, Probe } from "./schema";
import { capabilitiesOf, hostNamespacesOf, noNewPrivilegesOf, seccompOf, userOf } from "./security";
import { commandOf, environmentOf } from "./words";

/** What Kubernetes has no word for, of one container. */
const WITHOUT_A_WORD = {
  /** Of swap the kubelet decides. https://kubernetes.io/docs/concepts/architecture/nodes/#swap-memory */
  memoryAndSwapBytes: UNSAYABLE,
  /** The kubelet's `podPidsLimit`. https://kubernetes.io/docs/concepts/policy/pid-limiting/ */
  processes: UNSAYABLE,
  /** The kubelet's `containerLogMaxSize`. https://kubernetes.io/docs/concepts/cluster-administration/logging/#log-rotation */
  logLimit: UNSAYABLE,
  /** All pods are in one; NetworkPolicies part them. */
  networks: UNSAYABLE,
};

/** Of one container in a pod; the API server's, the kubelet's and the runtime's defaults hold for what is not said. */
export function containerFacts(container: Container, pod: PodSpec, subject: Subject): ContainerFacts {
  const { image, securityContext: security } = container;
  return {
    ...subject,
    kind: "container",
    user: userOf(container, pod),
    privileged: orDefault(security?.privileged, false),
    capabilities: capabilitiesOf(container),
    noNewPrivileges: noNewPrivilegesOf(container),
    seccomp: seccompOf(container, pod),
    rootReadOnly: orDefault(security?.readOnlyRootFilesystem, false),
    memoryBytes: limitOf("memory", container, pod),
    cpus: limitOf("cpu", container, pod),
    health: healthOf(container),
    mounts: mountsOf(container, pod),
    exposures: exposuresOf(container, pod),
    hostNamespaces: hostNamespacesOf(pod),
    environment: environmentOf(container),
    command: commandOf(container),
    // What makes pods of a template may put its own there: https://kubernetes.io/docs/concepts/containers/images/
    image: image ? declared(parseImage(image)) : unknown("after-apply"),
    ...WITHOUT_A_WORD,
  };
}

const orDefault = <T>(value: T | null | undefined, fallback: T): Fact<T> =>
  value === undefined || value === null ? byDefault(fallback) : declared(value);

/**
 * A pod's own limit binds each of its containers. A LimitRange of the namespace may set another default.
 * https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
function limitOf(resource: "memory" | "cpu", container: Container, pod: PodSpec): Fact<number | "unlimited"> {
  const amount = container.resources?.limits?.[resource] ?? pod.resources?.limits?.[resource] ?? undefined;
  if (amount === undefined) return byDefault("unlimited");
  if (amount <= 0) return declared("unlimited");
  return declared(resource === "memory" ? Math.ceil(amount) : amount);
}

/** Who gets traffic counts before who is started again. */
function healthOf({ readinessProbe, livenessProbe }: Container): Fact<Health> {
  const probe = readinessProbe ?? livenessProbe;
  if (!probe) return byDefault({ form: "none", command: [], intervalSeconds: undefined, timeoutSeconds: undefined });
  return declared({
    form: formOf(probe),
    command: probe.exec?.command ?? [],
    // https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes
    intervalSeconds: probe.periodSeconds ?? 10,
    timeoutSeconds: probe.timeoutSeconds ?? 1,
  });
}

/** gRPC is spoken over HTTP. */
function formOf({ exec, httpGet, grpc, tcpSocket }: Probe): Health["form"] {
  if (exec) return "exec";
  if (httpGet ?? grpc) return "http";
  return tcpSocket ? "tcp" : "none";
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
