import { parseCidr, publicPartOf } from "../../../policies/facts/cidr";
import type { Allowance, PolicyPort } from "../../../policies/facts/kubernetes";
import { isObject, type Unknowns } from "../../../policies/readers/objects";
import { AFTER_APPLY } from "../../model";
import type { ResourceChange } from "../../resource";
import { portsInWords } from "../allowance-words";
import type { PostureChange, Reach } from "../change";
import { newAllowances } from "../order/allowances";

type Direction = "ingress" | "egress";

/** What one resource lets through, of one group. */
interface Opening {
  readonly change: ResourceChange;
  readonly direction: Direction;
  readonly allowances: readonly Allowance[];
  /** Whether some of it is known after the apply alone. */
  readonly isOpen: boolean;
}

export interface GroupChanges {
  readonly changes: readonly PostureChange[];
  readonly reach: readonly Reach[];
}

/** Who newly reaches what is in a security group, by all of its rules together, wherever they are written. */
export function groupChanges(all: readonly ResourceChange[]): GroupChanges {
  const own = all.filter(({ type }) => TYPES.test(type));
  const addresses = addressesById(own);
  const created = new Set(own.filter(({ type, before }) => GROUP.test(type) && !before).map(({ address }) => address));
  const groups = new Map<string, ResourceChange[]>();
  for (const one of own) {
    const key = `${one.stack} ${groupOf(one, addresses)}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const told = [...groups].flatMap(([key, changes]) => {
    const isNew = created.has(key.slice(key.indexOf(" ") + 1)) || key.endsWith(` ${AFTER_APPLY}`);
    return (["ingress", "egress"] as const).map((direction) => comparedGroup(changes, direction, isNew));
  });
  return { changes: told.flatMap(({ changes }) => changes), reach: told.flatMap(({ reach }) => reach) };
}

const GROUP = /^aws_(default_)?security_group$/;
const TYPES = /^aws_((default_)?security_group|security_group_rule|vpc_security_group_(in|e)gress_rule)$/;

const addressesById = (changes: readonly ResourceChange[]): ReadonlyMap<string, string> =>
  new Map(
    changes
      .filter(({ type }) => GROUP.test(type))
      .flatMap(({ address, before, after }) =>
        [before?.["id"], after?.["id"]].flatMap((id) => (typeof id === "string" ? [[id, address] as const] : [])),
      ),
  );

/** The group's address, however a rule names it. */
function groupOf(change: ResourceChange, addresses: ReadonlyMap<string, string>): string {
  if (GROUP.test(change.type)) return change.address;
  const said = (change.after ?? change.before)?.["security_group_id"];
  const id = typeof said === "string" ? said : AFTER_APPLY;
  const [, reference] = /^\$\{\s*([\w.-]+)\.id\s*\}$/.exec(id) ?? [];
  return reference ?? addresses.get(id) ?? id;
}

function comparedGroup(changes: readonly ResourceChange[], direction: Direction, isNew: boolean): GroupChanges {
  const before = changes.map((one) => openingOf(one, "before", direction));
  const after = changes.map((one) => openingOf(one, "after", direction));
  const more = withoutThose(before, after);
  const fewer = withoutThose(after, before);
  const verb = direction === "ingress" ? "lets in" : "may reach";
  const worse = more.flatMap((one, at) => {
    const wide = one.allowances.filter((allowance) => !isNew || (direction === "ingress" && isPublic(allowance)));
    if (wide.length > 0) return [posture(one.change, "worse", words(verb, wide))];
    // What could not be told before may have been so all the time.
    const isLost = one.isOpen && !before[at]!.isOpen && !isNew;
    return isLost ? [posture(one.change, "cannot-tell", `whom it ${verb} is known after the apply alone`)] : [];
  });
  const better = fewer
    .filter((one, at) => one.allowances.length > 0 && more[at]!.allowances.length === 0 && !after[at]!.isOpen)
    .map((one) =>
      posture(
        one.change,
        "better",
        words(`no longer ${direction === "ingress" ? "lets in" : "reaches"}`, one.allowances),
      ),
    );
  const reach = more.flatMap(({ change: { stack, address }, allowances }) =>
    allowances.map((one) => {
      const [peer, via] = [peerInWords(one), portsInWords(one.ports).replace(/^at /, "")];
      return direction === "ingress"
        ? { stack, from: peer, to: address, via }
        : { stack, from: address, to: peer, via };
    }),
  );
  return { changes: [...worse, ...better], reach };
}

/** A group has up to a thousand rules. https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const MOST_COMPARED = 50_000_000;

/** Of each opening what none of the others lets through. */
function withoutThose(others: readonly Opening[], openings: readonly Opening[]): readonly Opening[] {
  const of = (side: readonly Opening[]) => side.flatMap(({ allowances }) => allowances);
  const left = new Map(newAllowances(of(others), of(openings), MOST_COMPARED).map((one) => [one.peer, one]));
  return openings.map((one) => ({ ...one, allowances: one.allowances.flatMap(({ peer }) => left.get(peer) ?? []) }));
}

const posture = (
  { stack, address }: ResourceChange,
  verdict: PostureChange["verdict"],
  message: string,
): PostureChange => ({
  ...{ stack, subject: address, kind: "securityGroup", fact: "allowedAddresses", before: undefined, after: message },
  ...{
    verdict,
    exposure: verdict === "worse",
    message,
    fix: "let in who has to be let in, at the ports that they need",
  },
});

const MOST_NAMED = 5;

function words(verb: string, all: readonly Allowance[]): string {
  const more = all.length - MOST_NAMED;
  const named = all.slice(0, MOST_NAMED).map((one) => `${peerInWords(one)} ${portsInWords(one.ports)}`);
  return `${verb} ${named.join("; ")}${more > 0 ? ` and ${more} more` : ""}`;
}

const peerInWords = ({ peer }: Allowance): string => {
  if (peer.kind === "addresses") return peer.cidr;
  return peer.kind === "pods" ? peer.labels.map((label) => label.replace(/^pod /, "")).join(", ") : "everybody";
};

const isPublic = ({ peer }: Allowance): boolean => peer.kind === "addresses" && publicPartOf(peer.cidr).length > 0;

/** A group's own blocks, or a rule of its own. */
function openingOf(change: ResourceChange, side: "before" | "after", direction: Direction): Opening {
  const attributes = change[side];
  const rules = attributes ? rulesIn(change.type, attributes, direction) : [];
  const read = rules.map((rule) => (isObject(rule) ? allowancesIn(rule) : undefined));
  return {
    change,
    direction,
    allowances: read.flatMap((one) => one?.allowances ?? []),
    isOpen: read.some((one) => one?.isOpen ?? true),
  };
}

function rulesIn(type: string, attributes: Unknowns, direction: Direction): readonly unknown[] {
  if (GROUP.test(type)) return [attributes[direction] ?? []].flat();
  const own =
    type === "aws_security_group_rule" ? attributes["type"] : type.includes("_ingress_") ? "ingress" : "egress";
  return own === direction ? [attributes] : [];
}

interface Read {
  readonly allowances: readonly Allowance[];
  readonly isOpen: boolean;
}

function allowancesIn(rule: Unknowns): Read {
  const words = (...names: readonly string[]) =>
    names.flatMap((name) => [rule[name] ?? []].flat()).filter((word) => word !== "" && word !== null);
  const cidrs = words("cidr_blocks", "ipv6_cidr_blocks", "cidr_ipv4", "cidr_ipv6").map(String);
  const others = words(
    ...["security_groups", "source_security_group_id", "referenced_security_group_id"],
    ...["prefix_list_ids", "prefix_list_id"],
  ).map(String);
  const self = rule["self"] === true ? ["the group itself"] : [];
  const ports = portsOf(rule);
  const peers: readonly Allowance["peer"][] = [
    ...cidrs
      .filter((cidr) => parseCidr(cidr) !== undefined)
      .map((cidr) => ({ kind: "addresses" as const, cidr, except: [] })),
    ...[...others, ...self].map((name) => ({ kind: "pods" as const, labels: [`pod ${name}`] })),
  ];
  const isOpen =
    ports === undefined || cidrs.some((cidr) => parseCidr(cidr) === undefined) || others.includes(AFTER_APPLY);
  return { allowances: peers.map((peer) => ({ peer, ports: ports ?? [] })), isOpen };
}

/** Empty for all; undefined where they cannot be told. https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
function portsOf(rule: Unknowns): readonly PolicyPort[] | undefined {
  const said = rule["protocol"] ?? rule["ip_protocol"];
  const protocol = typeof said === "string" || typeof said === "number" ? String(said).toUpperCase() : "-1";
  if (protocol === "-1" || protocol === "ALL") return [];
  const [first, last] = [Number(rule["from_port"] ?? 0), Number(rule["to_port"] ?? rule["from_port"] ?? 65_535)];
  if (!Number.isInteger(first) || !Number.isInteger(last)) return undefined;
  const name = { "6": "TCP", "17": "UDP" }[protocol] ?? protocol;
  // Of ICMP a type and a code: all of it.
  if (name.startsWith("ICMP")) return [{ protocol: name, first: 1, last: 65_535 }];
  return [{ protocol: name, first: Math.max(first, 1), last: Math.max(last, 1) }];
}
