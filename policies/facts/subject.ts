import type {
  CloudKeyFacts,
  CloudPolicyFacts,
  MachineFacts,
  ManagedClusterFacts,
  RepositoryFacts,
  SecurityGroupFacts,
  TrailFacts,
} from "./cloud";
import type { ContainerFacts } from "./container";
import type { NetworkFacts, VolumeFacts } from "./docker";
import type { Location } from "./fact";
import type { ClusterServiceFacts, NamespaceFacts, NetworkPolicyFacts, RoleFacts, WorkloadFacts } from "./kubernetes";
import type { StoreFacts } from "./store";
import type { ProviderFacts, ReleaseFacts, StackFacts } from "./terraform";

/** What can say something of a platform. */
export type Source = "synth" | "plan" | "compose" | "kubernetes";

/** What rules are about, by kind. */
export interface FactsByKind {
  readonly container: ContainerFacts;
  readonly network: NetworkFacts;
  readonly volume: VolumeFacts;
  readonly stack: StackFacts;
  readonly provider: ProviderFacts;
  readonly release: ReleaseFacts;
  readonly workload: WorkloadFacts;
  readonly namespace: NamespaceFacts;
  readonly networkPolicy: NetworkPolicyFacts;
  readonly role: RoleFacts;
  readonly clusterService: ClusterServiceFacts;
  readonly store: StoreFacts;
  readonly securityGroup: SecurityGroupFacts;
  readonly cloudPolicy: CloudPolicyFacts;
  readonly machine: MachineFacts;
  readonly managedCluster: ManagedClusterFacts;
  readonly repository: RepositoryFacts;
  readonly trail: TrailFacts;
  readonly cloudKey: CloudKeyFacts;
}

export type Kind = keyof FactsByKind;

/** One thing that rules are about. */
export interface Subject {
  /** Unique in its file among those of its kind: Terraform's address, `kind/namespace/name/container`, the compose service. */
  readonly id: string;
  readonly kind: Kind;
  readonly source: Source;
  readonly at: Location;
  /** The construct's path, where Bulwark made it. */
  readonly path?: string;
  /** The line of the program that makes the construct, where that is somebody's own. */
  readonly madeAt?: Location;
}

/** All that one source says: a stack, a compose file, what one cluster is given. */
export interface Platform {
  readonly source: Source;
  readonly subjects: readonly FactsByKind[Kind][];
  /** Types that no reader knows, with how many there are: never a pass. */
  readonly notExamined: ReadonlyMap<string, number>;
  /** Where its images may come from: `ghcr.io`, `registry.example.com/shop`. Undefined where nobody chose. */
  readonly registries?: readonly string[];
  /** What components need beyond the protections. @default - none */
  readonly exceptions?: readonly BuiltInException[];
}

/** A weakened protection of a component, in words: built in, with a reason and without an end. */
export interface BuiltInException {
  /** The component's construct path; it counts for all that the component is made of. Empty for the stack itself. */
  readonly path: string;
  /** Of `image-digest`, the rule is `BWK-image-digest`; some are about what no rule asks. */
  readonly protection: string;
  /** What is accepted. */
  readonly detail: string;
  readonly reason: string;
}

/** The subjects of one kind. */
export const subjectsOf = <K extends Kind>({ subjects }: Platform, kind: K): readonly FactsByKind[K][] =>
  subjects.filter((subject): subject is FactsByKind[K] => subject.kind === kind);
