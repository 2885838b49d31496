import type { Statement } from "../../../policies/facts/access-statement";
import type {
  CloudKeyFacts,
  CloudPolicyFacts,
  MachineFacts,
  ManagedClusterFacts,
  Opening,
  RepositoryFacts,
  SecurityGroupFacts,
  TrailFacts,
} from "../../../policies/facts/cloud";
import { declared } from "../../../policies/facts/fact";
import type { StoreFacts } from "../../../policies/facts/store";
import type { Kind, Subject } from "../../../policies/facts/subject";

const subject = <K extends Kind>(kind: K, id: string): Subject & { readonly kind: K } => ({
  ...{ id, kind, source: "synth", at: { file: "cdk.tf.json", address: id } },
});

/** A store that keeps every promise, but for what is said. */
export const store = (other: Partial<StoreFacts> = {}): StoreFacts => ({
  ...subject("store", "aws_db_instance.orders"),
  what: "database",
  encryption: declared("own-key"),
  publicWays: declared([]),
  tlsOnly: declared(true),
  deletionProtected: declared(true),
  finalCopy: declared(true),
  recoveryDays: declared(30),
  severalZones: declared(true),
  versioned: declared(true),
  keptDays: declared(14),
  clearSecrets: declared([]),
  ...other,
});

export const opening = (other: Partial<Opening> = {}): Opening => ({
  ...{ cidr: "10.0.0.0/16", protocol: "tcp", first: 5432, last: 5432 },
  ...other,
});

export const securityGroup = (other: Partial<SecurityGroupFacts> = {}): SecurityGroupFacts => ({
  ...subject("securityGroup", "aws_security_group.database"),
  openings: declared([opening()]),
  frontsBalancer: declared(true),
  ...other,
});

interface Said {
  readonly effect?: Statement["effect"];
  readonly actions?: readonly string[];
  readonly resources?: readonly string[];
  readonly principals?: readonly string[];
  readonly conditions?: Statement["conditions"];
  /** What is said by what it is not. */
  readonly not?: readonly ("actions" | "resources" | "principals")[];
}

/** A statement that allows one action of one role with one thing, but for what is said. */
export function statement(said: Said = {}): Statement {
  const { effect = "Allow", actions = ["s3:getobject"], resources = ["arn:aws:s3:::shop-orders/*"] } = said;
  const { principals = ["AWS:arn:aws:iam::111111111111:role/reader"], conditions = [], not = [] } = said;
  const words = (name: "actions" | "resources" | "principals", all: readonly string[]) => ({
    ...{ isNot: not.includes(name), words: all },
  });
  return {
    effect,
    actions: words("actions", actions),
    resources: words("resources", resources),
    principals: words("principals", principals),
    conditions,
  };
}

export const cloudPolicy = (other: Partial<CloudPolicyFacts> = {}): CloudPolicyFacts => ({
  ...subject("cloudPolicy", "aws_iam_policy.app"),
  about: "identity",
  statements: declared([statement()]),
  bounded: declared(true),
  ...other,
});

export const machine = (other: Partial<MachineFacts> = {}): MachineFacts => ({
  ...subject("machine", "aws_launch_template.nodes"),
  metadataTokens: declared(true),
  metadataHops: declared(1),
  clearDisks: declared([]),
  ...other,
});

export const managedCluster = (other: Partial<ManagedClusterFacts> = {}): ManagedClusterFacts => ({
  ...subject("managedCluster", "aws_eks_cluster.shop"),
  publicCidrs: declared([]),
  missingLogs: declared([]),
  secretsEncrypted: declared(true),
  admins: declared([]),
  ...other,
});

export const repository = (other: Partial<RepositoryFacts> = {}): RepositoryFacts => ({
  ...subject("repository", "aws_ecr_repository.api"),
  tagsFixed: declared(true),
  scanned: declared(true),
  ...other,
});

export const trail = (other: Partial<TrailFacts> = {}): TrailFacts => ({
  ...subject("trail", "aws_cloudtrail.shop"),
  allRegions: declared(true),
  validated: declared(true),
  running: declared(true),
  ...other,
});

export const cloudKey = (other: Partial<CloudKeyFacts> = {}): CloudKeyFacts => ({
  ...subject("cloudKey", "aws_kms_key.shop"),
  rotated: declared(true),
  ...other,
});
