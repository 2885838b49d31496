import type { ClusterServiceFacts, RoleFacts } from "../../facts/kubernetes";
import { clusterServiceFacts, namespace, roleFacts, type DeclaredNamespace } from "./cluster-objects";
import * as folded from "./folded";
import { networkPolicy, type NetworkPolicy } from "./network-policy";
import { kubernetesObjects, type KubernetesObject, type ManifestText } from "./objects";
import { WORKLOAD_GROUPS, workload, type Workload } from "./workload";

/** All that manifests hold, sorted; of each object only what facts come from stays. */
export class Rendering {
  readonly workloads: Workload[] = [];
  readonly namespaces: DeclaredNamespace[] = [];
  readonly policies: NetworkPolicy[] = [];
  readonly accounts: folded.Account[] = [];
  readonly budgets: folded.Budget[] = [];
  readonly scalers: folded.Scaler[] = [];
  readonly limits: folded.DefaultLimits[] = [];
  readonly configMaps: folded.ConfigMap[] = [];
  /** Subjects of which no other object says anything. */
  readonly alone: (RoleFacts | ClusterServiceFacts)[] = [];
  readonly notExamined = new Map<string, number>();

  /** @throws UnreadableSource that names the file, for what is not YAML, no object, or an object that no cluster takes */
  static of(documents: readonly ManifestText[]): Rendering {
    const rendering = new Rendering();
    for (const document of documents) {
      for (const object of kubernetesObjects(document)) rendering.add(object);
    }
    return rendering;
  }

  /** Cilium's, Calico's, and those of an administrator: they may close what no NetworkPolicy does. */
  get hasForeignPolicies(): boolean {
    return [...this.notExamined.keys()].some((kind) => FOREIGN_POLICY.test(kind));
  }

  private add(object: KubernetesObject): void {
    const { kind, group } = object;
    const known = KINDS.get(kind);
    if (known?.groups.includes(group)) {
      known.add(this, object);
      return;
    }
    // Of another group it is another kind.
    const name = known ? `${kind}.${group}` : kind;
    this.notExamined.set(name, (this.notExamined.get(name) ?? 0) + 1);
  }
}

const FOREIGN_POLICY = /NetworkPolicy(\..*)?$/;

interface KnownKind {
  readonly groups: readonly string[];
  readonly add: (rendering: Rendering, object: KubernetesObject) => unknown;
}

const CORE = [""];
const RBAC = ["rbac.authorization.k8s.io"];
const NETWORKING = ["networking.k8s.io", "extensions"];

const KINDS: ReadonlyMap<string, KnownKind> = new Map<string, KnownKind>([
  ...[...WORKLOAD_GROUPS].map(([kind, groups]): [string, KnownKind] => [
    kind,
    { groups, add: ({ workloads }, object) => workloads.push(workload(object)) },
  ]),
  ["NetworkPolicy", { groups: NETWORKING, add: ({ policies }, object) => policies.push(networkPolicy(object)) }],
  ["ServiceAccount", { groups: CORE, add: ({ accounts }, object) => accounts.push(folded.account(object)) }],
  [
    "PodDisruptionBudget",
    { groups: ["policy"], add: ({ budgets }, object) => budgets.push(...folded.budgets(object)) },
  ],
  [
    "HorizontalPodAutoscaler",
    { groups: ["autoscaling"], add: ({ scalers }, object) => scalers.push(folded.scaler(object)) },
  ],
  ["LimitRange", { groups: CORE, add: ({ limits }, object) => limits.push(folded.defaultLimits(object)) }],
  ["ConfigMap", { groups: CORE, add: ({ configMaps }, object) => configMaps.push(folded.configMap(object)) }],
  ["Namespace", { groups: CORE, add: ({ namespaces }, object) => namespaces.push(namespace(object)) }],
  ["Role", { groups: RBAC, add: ({ alone }, object) => alone.push(roleFacts(object)) }],
  ["ClusterRole", { groups: RBAC, add: ({ alone }, object) => alone.push(roleFacts(object)) }],
  ["Service", { groups: CORE, add: ({ alone }, object) => alone.push(clusterServiceFacts(object)) }],
]);
