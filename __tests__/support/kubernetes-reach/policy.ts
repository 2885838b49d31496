import { z } from "zod";
import { isCidr } from "./addresses";

/**
 * What a NetworkPolicy may say, strictly: the API server refuses an unknown key, and a misspelled one that is left out
 * here would change who reaches whom without a word. A key without a value is a key that is not there.
 * https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
const requirement = z
  .strictObject({
    key: z.string().min(1),
    operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist"]),
    values: z.array(z.string()).nullish(),
  })
  .refine(({ operator, values }) => operator.endsWith("In") === (values ?? []).length > 0, {
    error: "In and NotIn need values, Exists and DoesNotExist have none",
  });

const selector = z.strictObject({
  matchLabels: z.record(z.string(), z.string()).nullish(),
  matchExpressions: z.array(requirement).nullish(),
});

const cidr = z.string().refine(isCidr, { error: "is not a range of addresses" });

const ipBlock = z.strictObject({ cidr, except: z.array(cidr).nullish() });

const peer = z
  .strictObject({ podSelector: selector.nullish(), namespaceSelector: selector.nullish(), ipBlock: ipBlock.nullish() })
  .refine((one) => Boolean(one.ipBlock) !== Boolean(one.podSelector ?? one.namespaceSelector), {
    error: "a peer is either an ipBlock or selectors",
  });

const portNumber = z.number().int().min(1).max(65_535);

const port = z
  .strictObject({
    protocol: z.enum(["TCP", "UDP", "SCTP"]).nullish(),
    port: z.union([portNumber, z.string().min(1)]).nullish(),
    endPort: portNumber.nullish(),
  })
  .refine(({ port: first, endPort }) => !endPort || (typeof first === "number" && first <= endPort), {
    error: "endPort needs a port that is a number and not above it",
  });

const ports = z.array(port).nullish();
const peers = z.array(peer).nullish();

const spec = z.strictObject({
  podSelector: selector.nullish(),
  policyTypes: z.array(z.enum(["Ingress", "Egress"])).nullish(),
  ingress: z.array(z.strictObject({ from: peers, ports })).nullish(),
  egress: z.array(z.strictObject({ to: peers, ports })).nullish(),
});

const networkPolicy = z.object({
  kind: z.literal("NetworkPolicy"),
  apiVersion: z.literal("networking.k8s.io/v1"),
  metadata: z.object({ name: z.string(), namespace: z.string().default("default") }),
  spec: spec.nullish(),
});

export type Selector = z.infer<typeof selector>;
export type IpBlock = z.infer<typeof ipBlock>;
export type Peer = z.infer<typeof peer>;
export type PolicyPort = z.infer<typeof port>;
export type PolicySpec = z.infer<typeof spec>;
export type Direction = "Ingress" | "Egress";
export type Protocol = "TCP" | "UDP" | "SCTP";

/** One rule: peers are those of `from` or `to`. */
export interface Rule {
  readonly peers: readonly Peer[];
  readonly ports: readonly PolicyPort[];
}

export interface Policy {
  readonly name: string;
  readonly namespace: string;
  readonly podSelector: Selector;
  readonly types: readonly Direction[];
  readonly rules: Readonly<Record<Direction, readonly Rule[]>>;
  readonly spec: PolicySpec;
}

/**
 * The NetworkPolicies among these objects.
 *
 * @throws Error for one that the API server would refuse, with its name
 */
export function policiesOf(manifests: readonly object[]): readonly Policy[] {
  return manifests.filter((one) => "kind" in one && one.kind === "NetworkPolicy").map(policyOf);
}

function policyOf(manifest: object): Policy {
  const parsed = networkPolicy.safeParse(manifest);
  if (!parsed.success)
    throw new Error(`${JSON.stringify(manifest)} is no NetworkPolicy:\n${z.prettifyError(parsed.error)}`);
  const { metadata, spec: given } = parsed.data;
  const body = given ?? {};
  return { ...metadata, podSelector: body.podSelector ?? {}, types: typesOf(body), rules: rulesOf(body), spec: body };
}

/** Without policyTypes every policy is about ingress, and about egress when it has a rule for it. */
function typesOf({ policyTypes, egress }: PolicySpec): readonly Direction[] {
  if (policyTypes && policyTypes.length > 0) return policyTypes;
  return egress && egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

function rulesOf({ ingress, egress }: PolicySpec): Policy["rules"] {
  return {
    Ingress: (ingress ?? []).map(({ from, ports: own }) => ({ peers: from ?? [], ports: own ?? [] })),
    Egress: (egress ?? []).map(({ to, ports: own }) => ({ peers: to ?? [], ports: own ?? [] })),
  };
}
