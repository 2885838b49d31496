import { Token } from "cdktf";
import type { Construct } from "constructs";
import type { KeyReference } from "../key";
import { classOf, named, oneOf, subnetsOver, within, type Classes, type NameRule } from "../private/checks";
import type { Placement } from "../private/placement";
import { noUsers, userWithPassword } from "./errors";

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html */
export const VALKEY_VERSIONS = ["7.2", "8.0", "8.1"] as const;

export type ValkeyVersion = (typeof VALKEY_VERSIONS)[number];

/** What goes when the memory is full. https://valkey.io/topics/lru-cache/ */
export const EVICTIONS = [
  ...(["noeviction", "allkeys-lru", "allkeys-lfu", "allkeys-random"] as const),
  ...(["volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl"] as const),
] as const;

export type Eviction = (typeof EVICTIONS)[number];

export interface CacheProps {
  /** The isolated subnets of at least two zones take it. */
  readonly network: Pick<Placement, "vpcId" | "isolatedSubnetIds">;
  /** Encrypts what is kept, its snapshots and the logs. */
  readonly key: KeyReference;
  /**
   * Who may connect, by name, and what he may do there, in the words of Valkey's ACL: `on ~api:* -@all +@read +@write`.
   * Say `-@all` as well: AWS adds it, and Terraform would find that different.
   * https://valkey.io/topics/acl/
   */
  readonly users: Readonly<Record<string, string>>;
  /** Identifier in the account, at most 40 characters. @default - the stack and the ids below it */
  readonly name?: string;
  /** @default "8.0" */
  readonly version?: ValkeyVersion;
  /** @default "cache.m7g.large" */
  readonly nodeType?: string;
  /** The one that is written and its copies in other zones, 2 to 6. @default 2 */
  readonly nodes?: number;
  /** What goes when the memory is full. @default "volatile-lru" */
  readonly eviction?: Eviction;
  /** Days that the snapshot of each day is kept, 1 to 35. @default 7 */
  readonly snapshotRetentionDays?: number;
  /** Days that the lines of the logs are kept. @default 90 */
  readonly logRetentionDays?: number;
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html */
const CLASSES: Classes = {
  prefix: "cache",
  families: ["t4g", "t3", "m7g", "m6g", "m5", "r7g", "r6g", "r6gd", "r5", "c7gn"],
  example: "cache.m7g.large",
};

/** What is said in no other place. */
const DEFAULTS = {
  version: "8.0",
  nodeType: CLASSES.example,
  nodes: 2,
  eviction: "volatile-lru",
  snapshotRetentionDays: 7,
  logRetentionDays: 90,
} as const satisfies Partial<CacheProps>;

export type CacheChoices = Required<Omit<CacheProps, "name">>;

/** One that is written and at most five copies. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html */
const NODES = [2, 6] as const;
/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html */
const SNAPSHOTS = [1, 35] as const;

const USER: NameRule = {
  pattern: /^[a-z](-?[a-z0-9])*$/,
  inWords: "small letters, digits and single hyphens, beginning with a letter",
};

const PASSWORD = /(^|\s)([>#<!]|nopass|resetpass)/;

/** @throws InvalidPlatform for what ElastiCache would refuse, and for a password, which would lie in the state */
export function checked(scope: Construct, props: CacheProps): CacheChoices {
  const given = Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined));
  const choices: CacheChoices = { ...DEFAULTS, ...props, ...given };
  oneOf(scope, "version", choices.version, VALKEY_VERSIONS);
  oneOf(scope, "eviction", choices.eviction, EVICTIONS);
  classOf(scope, "nodeType", choices.nodeType, CLASSES);
  within(scope, "nodes", choices.nodes, NODES);
  within(scope, "snapshotRetentionDays", choices.snapshotRetentionDays, SNAPSHOTS);
  subnetsOver(scope, choices.network.isolatedSubnetIds, 2);
  checkUsers(scope, choices.users);
  return choices;
}

function checkUsers(scope: Construct, users: CacheProps["users"]): void {
  if (Object.keys(users).length === 0) throw noUsers(scope);
  for (const [user, access] of Object.entries(users)) {
    named(scope, "users", user, USER);
    if (Token.isUnresolved(access)) continue;
    if (PASSWORD.test(access) || !/^on\s/.test(access)) throw userWithPassword(scope, user, access);
  }
}
