import type { Fact } from "./fact";
import type { Statement } from "./access-statement";
import type { Subject } from "./subject";

/** Addresses that may open connections, at ports with both ends included. */
export interface Opening {
  readonly cidr: string;
  /** In lower case; `all` for every one. */
  readonly protocol: string;
  readonly first: number;
  readonly last: number;
}

/** Who may reach what is in it. */
export interface SecurityGroupFacts extends Subject {
  readonly kind: "securityGroup";
  readonly openings: Fact<readonly Opening[]>;
  /** Whether it is that of a load balancer, which is there for those outside. */
  readonly frontsBalancer: Fact<boolean>;
}

/** Who may do what, as a document of IAM says it. */
export interface CloudPolicyFacts extends Subject {
  readonly kind: "cloudPolicy";
  /** Of who acts, of what is acted on, of who may become a role, or the most that somebody may ever be given. */
  readonly about: "identity" | "resource" | "trust" | "boundary";
  readonly statements: Fact<readonly Statement[]>;
  /** Of an identity, whether something else says the most that it may ever do. */
  readonly bounded: Fact<boolean>;
}

/** What machines are started from, or one of them. */
export interface MachineFacts extends Subject {
  readonly kind: "machine";
  /** Whether its keys are given only to who asks in two steps. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html */
  readonly metadataTokens: Fact<boolean>;
  /** Through how many machines an answer with its keys may travel; 0 where nobody answers. */
  readonly metadataHops: Fact<number>;
  /** Disks that are not encrypted, by their names. */
  readonly clearDisks: Fact<readonly string[]>;
}

/** A Kubernetes cluster that a cloud runs. */
export interface ManagedClusterFacts extends Subject {
  readonly kind: "managedCluster";
  /** Addresses that reach its API server over the internet; none when it is private. */
  readonly publicCidrs: Fact<readonly string[]>;
  /** Logs of its control plane that nobody keeps. */
  readonly missingLogs: Fact<readonly string[]>;
  /** Whether its secrets are encrypted by a key of the account, before they are stored. */
  readonly secretsEncrypted: Fact<boolean>;
  /** Who may do everything in it. */
  readonly admins: Fact<readonly string[]>;
}

/** Where images are pushed to. */
export interface RepositoryFacts extends Subject {
  readonly kind: "repository";
  readonly tagsFixed: Fact<boolean>;
  readonly scanned: Fact<boolean>;
}

/** The record of who did what in an account. */
export interface TrailFacts extends Subject {
  readonly kind: "trail";
  readonly allRegions: Fact<boolean>;
  /** Whether a change of its files is noticed. */
  readonly validated: Fact<boolean>;
  readonly running: Fact<boolean>;
}

/** A key that a cloud keeps. */
export interface CloudKeyFacts extends Subject {
  readonly kind: "cloudKey";
  /** Of a key that cannot be rotated by itself `without`. */
  readonly rotated: Fact<boolean | "without">;
}
