import type { Allowance, PolicyPeer, PolicyPort } from "../../facts/kubernetes";
import type { PolicyRule, WrittenPeer, WrittenPort } from "./network-policy";
import type { LabelSelector } from "./selector";

/** Whom rules of one direction let through. */
export const allowancesOf = (rules: readonly PolicyRule[], namespace: string): readonly Allowance[] =>
  rules.flatMap(({ peers, ports }) => {
    const at = ports.map(portOf);
    const all = peers.length === 0 ? [EVERYBODY] : peers.flatMap((one) => peersOf(one, namespace));
    return all.map((peer) => ({ peer, ports: at }));
  });

const EVERYBODY: PolicyPeer = { kind: "everybody" };
const LAST_PORT = 65_535;

function portOf({ port, endPort, protocol }: WrittenPort): PolicyPort {
  const name = protocol ?? "TCP";
  if (typeof port === "string") return { protocol: name, name: port };
  if (typeof port !== "number") return { protocol: name, first: 1, last: LAST_PORT };
  return { protocol: name, first: port, last: endPort ?? port };
}

/** Without a word on namespaces the policy's own is meant. */
function peersOf(one: WrittenPeer, namespace: string): readonly PolicyPeer[] {
  const { podSelector, namespaceSelector, ipBlock } = one ?? {};
  if (ipBlock) {
    const except = (ipBlock.except ?? []).map(({ written }) => written);
    return [{ kind: "addresses", cidr: ipBlock.cidr.written, except }];
  }
  if (!podSelector && !namespaceSelector) return [EVERYBODY];
  const namespaces = namespaceSelector ? wordsOf("namespace", namespaceSelector) : [[`${OWN_NAME}=${namespace}`]];
  const pods = podSelector ? wordsOf("pod", podSelector) : [[]];
  return namespaces.flatMap((some) =>
    pods.map((others): PolicyPeer => ({ kind: "pods", labels: [...new Set([...some, ...others])].sort() })),
  );
}

/** Each namespace has it: https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name */
const OWN_NAME = "namespace kubernetes.io/metadata.name";

/** So many ways to be one of a few values are told one by one. */
const MOST_WAYS = 64;

/** What a selector asks for, in each way that fulfils it: one of several values is several ways. */
function wordsOf(what: "pod" | "namespace", { matchLabels, matchExpressions }: LabelSelector): string[][] {
  const plain = Object.entries(matchLabels ?? {}).map(([key, value]) => `${what} ${key}=${value}`);
  let ways = [plain];
  for (const { key, operator, values } of matchExpressions ?? []) {
    const all = [...(values ?? [])].sort();
    const name = `${what} ${key}`;
    // Every namespace is called something.
    if (operator === "Exists" && name === OWN_NAME) continue;
    const isSplit = operator === "In" && ways.length * all.length <= MOST_WAYS;
    const words = {
      In: isSplit ? all.map((value) => `${name}=${value}`) : [`${name} in ${all.join(", ")}`],
      NotIn: [`${name} not in ${all.join(", ")}`],
      Exists: [`${name} exists`],
      DoesNotExist: [`${name} does not exist`],
    }[operator];
    ways = ways.flatMap((way) => words.map((word) => [...way, word]));
  }
  return ways;
}
