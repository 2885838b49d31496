import { z } from "zod";
import { parseCidr, wholeVersions, withoutRanges, type AddressRange } from "../../facts/cidr";
import type { Allowance, Direction } from "../../facts/kubernetes";
import { allowancesOf } from "./allowances";
import { checked } from "./checked";
import { named, type Named } from "./named";
import type { KubernetesObject } from "./objects";
import { isEmpty, labelSelector, type LabelSelector } from "./selector";

const range = z.string().transform((written, context) => {
  const parsed = parseCidr(written);
  if (parsed) return { ...parsed, written };
  context.addIssue({ code: "custom", message: `'${written}' is not a range of addresses such as 10.0.0.0/8` });
  return z.NEVER;
});

const peer = z.object({
  podSelector: labelSelector.nullish(),
  namespaceSelector: labelSelector.nullish(),
  ipBlock: z.object({ cidr: range, except: z.array(range).nullish() }).nullish(),
});

const port = z.object({
  port: z.union([z.int(), z.string()]).nullish(),
  endPort: z.int().nullish(),
  protocol: z.string().nullish(),
});

const ports = z.array(port).nullish();
const peers = z.array(peer.nullish()).nullish();

const specSchema = z
  .object({
    podSelector: labelSelector.nullish(),
    policyTypes: z.array(z.enum(["Ingress", "Egress"])).nullish(),
    ingress: z.array(z.object({ from: peers, ports }).nullish()).nullish(),
    egress: z.array(z.object({ to: peers, ports }).nullish()).nullish(),
  })
  .nullish();

export type WrittenPeer = z.infer<typeof peer> | null | undefined;
export type WrittenPort = z.infer<typeof port>;
type PolicySpec = NonNullable<z.infer<typeof specSchema>>;

export interface NetworkPolicy extends Named {
  readonly selector: LabelSelector;
  readonly directions: readonly Direction[];
  readonly open: readonly Direction[];
  readonly ignored: readonly Direction[];
  readonly allows: Readonly<Record<Direction, readonly Allowance[]>>;
}

/** https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
export function networkPolicy(object: KubernetesObject): NetworkPolicy {
  const self = named(object);
  const spec = checked(object, ["spec"], specSchema, self.id) ?? {};
  const directions = directionsOf(spec);
  const { ingress, egress } = spec;
  const rules: Readonly<Record<Direction, readonly PolicyRule[]>> = {
    ingress: (ingress ?? []).map((rule) => ({ peers: rule?.from ?? [], ports: rule?.ports ?? [] })),
    egress: (egress ?? []).map((rule) => ({ peers: rule?.to ?? [], ports: rule?.ports ?? [] })),
  };
  const written = [...(ingress ? ["ingress" as const] : []), ...(egress ? ["egress" as const] : [])];
  return {
    ...self,
    selector: spec.podSelector ?? {},
    directions,
    open: directions.filter((direction) => isEverybody(rules[direction])),
    // Also an empty list was written to close what it does not close.
    ignored: written.filter((direction) => !directions.includes(direction)),
    allows: {
      ingress: allowancesOf(rules.ingress, self.namespace),
      egress: allowancesOf(rules.egress, self.namespace),
    },
  };
}

/** Without policyTypes every policy is about ingress, and about egress when it has a rule for it. */
function directionsOf({ policyTypes, egress }: PolicySpec): readonly Direction[] {
  if (!policyTypes?.length) return egress?.length ? ["ingress", "egress"] : ["ingress"];
  const written = new Set(policyTypes);
  return [
    ...(written.has("Ingress") ? ["ingress" as const] : []),
    ...(written.has("Egress") ? ["egress" as const] : []),
  ];
}

export interface PolicyRule {
  readonly peers: readonly WrittenPeer[];
  readonly ports: readonly WrittenPort[];
}

/** Whether rules together leave nobody out, of one version of IP at least: most clusters have but one. */
function isEverybody(rules: readonly PolicyRule[]): boolean {
  const forAnyone = rules.filter(({ peers }) => peers.length === 0 || peers.some(isAnyone));
  const isWithoutPorts = forAnyone.some(({ ports }) => ports.length === 0);
  if (isWithoutPorts || areEveryPort(forAnyone.flatMap(({ ports }) => ports))) return true;
  const everywhere = rules.filter(({ ports }) => ports.length === 0 || areEveryPort(ports));
  const ranges = everywhere.flatMap(({ peers }) => peers.flatMap((one) => rangesOf(one?.ipBlock)));
  return wholeVersions(ranges).length > 0;
}

/** Of one protocol, by a range, by several, or by none: without a number all are meant. */
function areEveryPort(ports: readonly WrittenPort[]): boolean {
  const next = new Map<string, number>();
  for (const [protocol, first, last] of ports.flatMap(numbersOf).sort(([, one], [, other]) => one - other)) {
    const free = next.get(protocol) ?? 1;
    if (first <= free) next.set(protocol, Math.max(free, last + 1));
  }
  return [...next.values()].some((free) => free > LAST_PORT);
}

const LAST_PORT = 65_535;

function numbersOf({
  port: first,
  endPort: last,
  protocol,
}: WrittenPort): readonly (readonly [string, number, number])[] {
  const name = protocol ?? "TCP";
  if (first === undefined || first === null) return [[name, 1, LAST_PORT]];
  return typeof first === "number" ? [[name, first, last ?? first]] : [];
}

/** Nothing that narrows: no selector and no block, or all pods of all namespaces. */
function isAnyone(one: WrittenPeer): boolean {
  const { podSelector, namespaceSelector, ipBlock } = one ?? {};
  if (ipBlock) return false;
  if (!podSelector && !namespaceSelector) return true;
  return Boolean(namespaceSelector && isEveryNamespace(namespaceSelector)) && (!podSelector || isEmpty(podSelector));
}

/** Each namespace has this label: https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name */
const isEveryNamespace = ({ matchLabels, matchExpressions }: LabelSelector): boolean =>
  isEmpty({
    matchLabels,
    matchExpressions: (matchExpressions ?? []).filter(
      ({ key, operator }) => key !== "kubernetes.io/metadata.name" || operator !== "Exists",
    ),
  });

const rangesOf = (block: z.infer<typeof peer>["ipBlock"]): readonly AddressRange[] =>
  block ? withoutRanges(block.cidr, block.except ?? []) : [];
