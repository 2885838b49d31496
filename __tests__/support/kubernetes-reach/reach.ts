import { blockHolds } from "./addresses";
import { addressPlace, outsideOf, workloadPlaces, type Place, type Pod } from "./places";
import { policiesOf, type Direction, type Peer, type Policy, type PolicyPort, type Protocol } from "./policy";
import { fits } from "./selector";

/** A connection that may be opened. */
export interface Connection {
  /** `<namespace>/<kind in lower case>/<name>` of a workload, `outside`, or an address. */
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

export interface ReachOptions {
  /** Ports of interest. Policies are asked, not containers: whether anything listens there makes no difference. */
  readonly ports: readonly number[];
  /** @default TCP */
  readonly protocol?: Protocol;
  /** Addresses outside that are told apart from the rest of `outside`. @default none */
  readonly addresses?: readonly string[];
}

/** What is asked of the policies of one pod: may it talk with that other end? */
interface Question {
  readonly direction: Direction;
  readonly pod: Pod;
  readonly other: Place;
  readonly destination: Place;
  readonly port: number;
  readonly protocol: Protocol;
}

/**
 * Every connection that the NetworkPolicies among these objects allow between the workloads among them and with outside,
 * by the words of https://kubernetes.io/docs/concepts/services-networking/network-policies/. A workload with itself is not
 * asked. A pod that is in no manifest is nobody, neither seen nor outside: to see who lets strangers in, add one.
 *
 * @throws Error for a policy that the API server would refuse
 */
export function reachOf(manifests: readonly object[], options: ReachOptions): readonly Connection[] {
  const { ports, protocol = "TCP", addresses = [] } = options;
  const policies = policiesOf(manifests);
  const places = [...workloadPlaces(manifests), outsideOf(policies), ...addresses.map(addressPlace)];
  return pairs(places).flatMap(([from, to]) =>
    ports
      .filter((port) => isAllowed(policies, { from, to, port, protocol }))
      .map((port) => ({ from: from.name, to: to.name, port })),
  );
}

/** Ordered pairs of which one at least is a pod in the cluster's network. */
export function pairs(places: readonly Place[]): readonly (readonly [Place, Place])[] {
  const all = places.flatMap((from) => places.map((to) => [from, to] as const));
  return all.filter(([from, to]) => from !== to && Boolean(from.pod ?? to.pod));
}

interface Traffic {
  readonly from: Place;
  readonly to: Place;
  readonly port: number;
  readonly protocol: Protocol;
}

/** Both ends must agree; nobody asks policies about an end outside. */
function isAllowed(policies: readonly Policy[], { from, to, port, protocol }: Traffic): boolean {
  const rest = { destination: to, port, protocol };
  const leaves = !from.pod || agrees(policies, { direction: "Egress", pod: from.pod, other: to, ...rest });
  const enters = !to.pod || agrees(policies, { direction: "Ingress", pod: to.pod, other: from, ...rest });
  return leaves && enters;
}

/** A pod that no policy of this direction selects is open; otherwise one rule of one of these policies is enough. */
function agrees(policies: readonly Policy[], question: Question): boolean {
  const { direction, pod } = question;
  const selecting = policies.filter(
    ({ namespace, podSelector, types }) =>
      types.includes(direction) && namespace === pod.namespace && fits(podSelector, pod.labels),
  );
  return selecting.length === 0 || selecting.some((policy) => policyAllows(policy, question));
}

/** A rule without peers is about everybody, one without ports about every port. */
function policyAllows({ namespace, rules }: Policy, question: Question): boolean {
  return rules[question.direction].some(
    ({ peers, ports }) =>
      (peers.length === 0 || peers.some((peer) => isPeer(peer, namespace, question.other))) &&
      (ports.length === 0 || ports.some((port) => isPort(port, question))),
  );
}

/**
 * Selectors of one peer must all fit; without one for namespaces the policy's own is meant. A block is read as about
 * addresses outside only, never about pods: theirs change, and network plugins differ in whether they compare them.
 */
function isPeer({ ipBlock, podSelector, namespaceSelector }: Peer, namespace: string, place: Place): boolean {
  if (!place.pod) return ipBlock ? place.addresses.some((address) => blockHolds(ipBlock, address)) : false;
  if (ipBlock) return false;
  const { pod } = place;
  const isNamespace = namespaceSelector ? fits(namespaceSelector, pod.namespaceLabels) : pod.namespace === namespace;
  return isNamespace && fits(podSelector ?? {}, pod.labels);
}

/** A name is that of a container's port where the connection arrives, so it never is a port outside. */
function isPort(wanted: PolicyPort, { destination, port, protocol }: Question): boolean {
  if ((wanted.protocol ?? "TCP") !== protocol) return false;
  if (typeof wanted.port === "string")
    return destination.pod ? namesOf(destination.pod, port, protocol).includes(wanted.port) : false;
  if (!wanted.port) return true;
  return wanted.port <= port && port <= (wanted.endPort ?? wanted.port);
}

/** What the containers of a pod call one of its ports. */
export function namesOf({ ports }: Pod, port: number, protocol: Protocol): readonly string[] {
  return ports
    .filter((one) => one.containerPort === port && (one.protocol ?? "TCP") === protocol)
    .flatMap(({ name }) => name ?? []);
}
