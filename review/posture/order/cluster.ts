import type { Direction, NetworkPolicyFacts } from "../../../policies/facts/kubernetes";
import { holdsAddress } from "../ranges";
import { allowances, UNCLOSED } from "./allowances";
import { grants } from "./grants";
import { badWhen, dangers, each, exposing, neutral, ranked, type Ordering } from "./ordering";
import type { OrderingsOf, ValueOf } from "./orderings";

const DIRECTIONS: readonly Direction[] = ["ingress", "egress"];

/** What is not among them is lost. */
const lost = (words: (direction: Direction) => string): Ordering<readonly Direction[]> =>
  dangers(DIRECTIONS, (said) => DIRECTIONS.filter((direction) => !said.includes(direction)).map(words));

const added = (words: (direction: string) => string): Ordering<readonly Direction[]> =>
  dangers<readonly Direction[]>([], (said) => said.map(words));

export const WORKLOAD: OrderingsOf<"workload"> = {
  lifetime: neutral<"service" | "task">("service"),
  namespace: neutral(""),
  replicas: neutral<number | "each-node">(1),
  tokenMounted: badWhen(true, "holds a key to the API server"),
  disruptions: dangers<number | "any">(1, (pods) => (pods === "any" ? ["may lose all its pods to a drain"] : [])),
  spread: badWhen(false, "may have all its pods on one node"),
  ingressClosed: exposing(badWhen(false, UNCLOSED.ingress)),
  egressClosed: exposing(badWhen(false, UNCLOSED.egress)),
  callers: allowances("ingress"),
  callees: allowances("egress"),
  hostPorts: exposing(
    dangers<readonly number[]>([], (ports) => ports.map((port) => `takes the port ${port} of its node`)),
  ),
  volumeTypes: neutral<readonly string[]>([]),
  secretVariables: each((name) => `has a secret in the variable ${name}`),
  askedHosts: each((host) => `lets its node ask ${host}`),
};

export const NAMESPACE: OrderingsOf<"namespace"> = {
  podSecurity: ranked(["restricted", "baseline", "privileged"], (level) => `takes pods of the level ${level}`),
  podSecurityVersion: dangers("latest", (version) => (version === "latest" ? [] : [`is checked as in ${version}`])),
  closed: exposing(lost((direction) => `leaves ${direction} open to pods without a policy of their own`)),
};

export const NETWORK_POLICY: OrderingsOf<"networkPolicy"> = {
  // Those that it no longer selects say by themselves whether another one protects them.
  selects: neutral<ValueOf<NetworkPolicyFacts["selects"]>>("all"),
  directions: exposing(lost((direction) => `no longer closes ${direction}`)),
  open: exposing(added((direction) => `allows everybody at every port: ${direction}`)),
  ignored: added((direction) => `has rules that nobody reads: ${direction}`),
};

export const ROLE: OrderingsOf<"role"> = { grants };

/** Of addresses as ranges: in other pieces they are the same. */
const externalAddresses: Ordering<readonly string[]> = {
  harmless: [],
  worse: (before, after) =>
    after.filter((address) => !holdsAddress(before, address)).map((address) => `takes the traffic of ${address}`),
  isExposure: true,
};

export const CLUSTER_SERVICE: OrderingsOf<"clusterService"> = {
  externalAddresses,
  externalName: exposing(dangers("", (name) => (name === "" ? [] : [`stands for ${name}, outside of the cluster`]))),
};
