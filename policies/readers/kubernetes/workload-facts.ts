import { byDefault, declared, mapped, unknown, type Fact } from "../../facts/fact";
import type { Direction, WorkloadFacts } from "../../facts/kubernetes";
import { subjectOf } from "./cluster-objects";
import { isSaid } from "./named";
import type { Relations } from "./relations";
import { askedHosts } from "./probes";
import { secretVariables } from "./words";
import type { Volume } from "./schema";
import { fits } from "./selector";
import { lifetimeOfPods, type Workload } from "./workload";

/** Of a workload, with what other objects of the rendering say of its pods. */
export function workloadFacts(workload: Workload, relations: Relations): WorkloadFacts {
  const { pod, containers, namespace, isNamespaceWritten } = workload;
  const hosts = containers.flatMap(({ container }) => askedHosts(container));
  const variables = containers.flatMap(({ container }) => secretVariables(container));
  return {
    ...subjectOf(workload),
    kind: "workload",
    lifetime: lifetimeOfPods(workload),
    // Who applies it decides, with `--namespace` or by where they are.
    namespace: isNamespaceWritten ? declared(namespace) : unknown("after-apply"),
    replicas: relations.replicasOf(workload),
    tokenMounted: tokenMountedOf(workload, relations),
    disruptions: relations.disruptionsOf(workload),
    spread: spreadOf(workload, relations.replicasOf(workload)),
    ingressClosed: closedOf(workload, relations, "ingress"),
    egressClosed: closedOf(workload, relations, "egress"),
    callers: allowedOf(workload, relations, "ingress"),
    callees: allowedOf(workload, relations, "egress"),
    hostPorts: hostPortsOf(workload),
    volumeTypes: pod.spec.volumes ? declared(pod.spec.volumes.map(typeOf)) : byDefault([]),
    secretVariables: variables.length > 0 ? declared(variables) : byDefault(variables),
    askedHosts: hosts.length > 0 ? declared(hosts) : byDefault(hosts),
  };
}

/**
 * The pod's word counts before its account's. Of an account that is elsewhere nobody can tell, but the one that every
 * namespace has says nothing unless somebody changed it.
 * https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting
 */
function tokenMountedOf({ pod: { spec }, namespace }: Workload, relations: Relations): Fact<boolean> {
  if ((spec.volumes ?? []).some(holdsToken)) return declared(true);
  if (typeof spec.automountServiceAccountToken === "boolean") return declared(spec.automountServiceAccountToken);
  const [name = OF_THE_NAMESPACE] = [spec.serviceAccountName, spec.serviceAccount].filter(isSaid);
  const account = relations.accountOf(namespace, name);
  if (account) return account.mountsToken === undefined ? byDefault(true) : declared(account.mountsToken);
  return name === OF_THE_NAMESPACE ? byDefault(true) : unknown("after-apply");
}

const OF_THE_NAMESPACE = "default";

/** A token for another audience opens nothing at the API server, whose own is one of its names unless it is told another. */
const holdsToken = ({ projected }: Volume): boolean =>
  (projected?.sources ?? []).some(({ serviceAccountToken: token }) => token && API_SERVER.test(token.audience ?? ""));

const API_SERVER = /^$|^(https:\/\/)?kubernetes\.default(\.svc(\.[\w.-]{1,200})?)?\/?$/;

/** What holds for no pod of the workload, or lets one node be ahead by all of them, spreads none. */
function spreadOf(
  { pod: { spec }, labels, kind, namespace }: Workload,
  replicas: WorkloadFacts["replicas"],
): Fact<boolean> {
  if (kind === "DaemonSet") return byDefault(true);
  const {
    requiredDuringSchedulingIgnoredDuringExecution: required,
    preferredDuringSchedulingIgnoredDuringExecution: preferred,
  } = spec.affinity?.podAntiAffinity ?? {};
  const apart = [...(required ?? []), ...(preferred ?? []).map(({ podAffinityTerm }) => podAffinityTerm)];
  const all = [...(spec.topologySpreadConstraints ?? []), ...apart];
  const pods = replicas.state === "known" && replicas.value !== "each-node" ? replicas.value : Infinity;
  const isSpread = all.some(
    ({ labelSelector, maxSkew, namespaces }) =>
      labelSelector &&
      fits(labelSelector, labels) &&
      (maxSkew ?? 1) < Math.max(pods, 2) &&
      (!namespaces?.length || namespaces.includes(namespace)),
  );
  return all.length > 0 ? declared(isSpread) : byDefault(false);
}

function allowedOf(workload: Workload, relations: Relations, direction: Direction): WorkloadFacts["callers"] {
  const policies = relations.policiesOf(workload).filter(({ directions }) => directions.includes(direction));
  return mapped(closedOf(workload, relations, direction), (isClosed) =>
    isClosed ? policies.flatMap(({ allows }) => allows[direction]) : "all",
  );
}

/**
 * A policy closes a direction for all pods that it selects, but not for those in their node's network. Policies of other
 * makers may close it, too, and no reader knows them.
 */
function closedOf(workload: Workload, relations: Relations, direction: Direction): Fact<boolean> {
  if (workload.pod.spec.hostNetwork) return declared(false);
  if (relations.policiesOf(workload).some(({ directions }) => directions.includes(direction))) return declared(true);
  return relations.hasForeignPolicies ? unknown("expression") : byDefault(false);
}

function hostPortsOf({ containers, pod: { spec } }: Workload): Fact<readonly number[]> {
  const ports = containers
    .flatMap(({ container }) => container.ports ?? [])
    .flatMap(({ hostPort, containerPort }) => hostPort ?? (spec.hostNetwork ? containerPort : []));
  return ports.length > 0 ? declared(ports) : byDefault(ports);
}

/** What else is written beside its name; a volume of nothing is an empty folder. */
const typeOf = ({ name: _, ...sources }: Volume): string =>
  Object.entries(sources).find(([, source]) => source !== null && source !== undefined)?.[0] ?? "emptyDir";
