import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kubernetesProgram } from "../kubernetes/programs";
import { addressPlace, outsideOf, workloadPlaces, type Place } from "./places";
import { policiesOf, type Policy, type Protocol, type Selector } from "./policy";
import { namesOf, pairs, type Connection, type ReachOptions } from "./reach";

export interface Query {
  readonly from: string;
  readonly to: string;
  readonly port: number;
  /** @default TCP */
  readonly protocol?: Protocol;
}

/** Each connection of `reachOf`, judged by cyclonus; see `answersOf` for what it refuses. */
export function analyzedReachOf(manifests: readonly object[], options: ReachOptions): readonly Connection[] {
  const { ports, protocol = "TCP", addresses = [] } = options;
  const queries = pairs(placesOf(manifests, addresses)).flatMap(([from, to]) =>
    ports.map((port) => ({ from: from.name, to: to.name, port, protocol })),
  );
  const answers = answersOf(manifests, queries);
  return queries.filter((_, index) => answers[index]).map(({ from, to, port }) => ({ from, to, port }));
}

/**
 * Whether cyclonus lets each of these connections be opened. Both ends are named as in `reachOf`; an address is its own name.
 * It decides everything about selectors, rules, ports and blocks. What the API server does before is done here: defaults of
 * policyTypes, the label of a namespace's name, the name of a destination's port.
 * https://github.com/mattfenwick/cyclonus/tree/v0.5.6
 *
 * @throws Error without the program, for an end that is not in the manifests, and where cyclonus is known to be wrong:
 * NotIn, which for it needs the label, and labels with an empty value, which for it are the same as none
 */
export function answersOf(manifests: readonly object[], queries: readonly Query[]): readonly boolean[] {
  const policies = policiesOf(manifests);
  policies.forEach(refuseWhatItMisjudges);
  const addresses = queries.flatMap(({ from, to }) => [from, to]).filter((name) => !name.includes("/"));
  const named = addresses.filter((name) => name !== "outside");
  const places = new Map(placesOf(manifests, [...new Set(named)]).map((place) => [place.name, place]));
  const traffics = queries.map((query) => trafficsOf(query, places));
  const verdicts = verdictsOf(policies, traffics.flat());
  let next = 0;
  return traffics.map(({ length }) => verdicts.slice(next, (next += length)).includes(true));
}

const placesOf = (manifests: readonly object[], addresses: readonly string[]): readonly Place[] => [
  ...workloadPlaces(manifests),
  outsideOf(policiesOf(manifests)),
  ...addresses.map(addressPlace),
];

function refuseWhatItMisjudges({ name, namespace, podSelector, rules }: Policy): void {
  const peers = [...rules.Ingress, ...rules.Egress].flatMap((rule) => rule.peers);
  const selectors = [podSelector, ...peers.flatMap((one) => [one.podSelector ?? {}, one.namespaceSelector ?? {}])];
  if (!selectors.some(isMisjudged)) return;
  throw new Error(`cyclonus misjudges NotIn and empty values of labels; ${namespace}/${name} has one of them.`);
}

const isMisjudged = ({ matchLabels, matchExpressions }: Selector): boolean =>
  Object.values(matchLabels ?? {}).includes("") ||
  (matchExpressions ?? []).some(({ operator }) => operator === "NotIn");

/** In cyclonus' words. https://github.com/mattfenwick/cyclonus/blob/v0.5.6/pkg/matcher/traffic.go */
interface Traffic {
  readonly Source: TrafficPeer;
  readonly Destination: TrafficPeer;
  readonly ResolvedPort: number;
  readonly ResolvedPortName: string;
  readonly Protocol: Protocol;
}

interface TrafficPeer {
  readonly IP: string;
  readonly Internal?: object;
}

/** One for every address and every name of the port; one that is allowed is enough. */
function trafficsOf(
  { from, to, port, protocol = "TCP" }: Query,
  places: ReadonlyMap<string, Place>,
): readonly Traffic[] {
  const [source, destination] = [placeIn(places, from), placeIn(places, to)];
  const found = destination.pod ? namesOf(destination.pod, port, protocol) : [];
  const names = found.length > 0 ? found : [""];
  return peersOf(source).flatMap((Source) =>
    peersOf(destination).flatMap((Destination) =>
      names.map((name) => ({ Source, Destination, ResolvedPort: port, ResolvedPortName: name, Protocol: protocol })),
    ),
  );
}

function placeIn(places: ReadonlyMap<string, Place>, name: string): Place {
  const place = places.get(name);
  if (!place) throw new Error(`"${name}" is none of ${[...places.keys()].join(", ")}.`);
  return place;
}

/** Cyclonus compares blocks with addresses of pods as well: theirs here is in the range that leads nowhere (RFC 6666). */
const PODS = "100::/64";
const POD_ADDRESS = "100::1";

function peersOf(place: Place): readonly TrafficPeer[] {
  if (!place.pod) return place.addresses.map((IP) => ({ IP }));
  const { namespace, namespaceLabels, labels } = place.pod;
  const Internal = { Namespace: namespace, NamespaceLabels: namespaceLabels, PodLabels: labels };
  return [{ IP: POD_ADDRESS, Internal }];
}

/** A list as `kubectl get -o json` prints it. */
function policyList(policies: readonly Policy[]): object {
  const items = policies.map(({ name, namespace, types, spec }) => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace },
    spec: { ...spec, podSelector: spec.podSelector ?? {}, policyTypes: types },
  }));
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicyList", items };
}

/** No block holds the address of a pod. */
const withoutPods = (key: string, value: unknown): unknown =>
  key === "ipBlock" && value ? { ...value, except: [...((value as Block).except ?? []), PODS] } : value;

interface Block {
  readonly except?: readonly string[] | null;
}

function verdictsOf(policies: readonly Policy[], traffics: readonly Traffic[]): readonly boolean[] {
  const folder = mkdtempSync(join(tmpdir(), "bulwark-policies-"));
  try {
    const [policyPath, trafficPath] = [join(folder, "policies.json"), join(folder, "traffic.json")];
    writeFileSync(policyPath, JSON.stringify(policyList(policies), withoutPods));
    writeFileSync(trafficPath, JSON.stringify(traffics));
    const printed = cyclonus(["--policy-path", policyPath, "--traffic-path", trafficPath]);
    return verdictsIn(printed, traffics.length);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Unsimplified, so that the rules are judged as they were written. */
function cyclonus(files: readonly string[]): string {
  const program = kubernetesProgram("BULWARK_POLICY_ANALYZER");
  const args = ["analyze", "--mode", "query-traffic", "--simplify-policies=false", ...files];
  return execFileSync(program, args, { stdio: "pipe", encoding: "utf8", maxBuffer: Infinity, timeout: 120_000 });
}

/** @throws Error when there is not exactly one verdict for each question */
export function verdictsIn(printed: string, expected: number): readonly boolean[] {
  const verdicts = [...printed.matchAll(/^\|\s*IS ALLOWED\?\s*\|\s*(TRUE|FALSE)\b/gm)].map(
    ([, word]) => word === "TRUE",
  );
  if (verdicts.length === expected) return verdicts;
  throw new Error(`cyclonus gave ${verdicts.length} verdicts for ${expected} questions:\n${printed.slice(-500)}`);
}
