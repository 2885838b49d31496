import { byDefault, declared, unknown, type Fact } from "../../facts/fact";
import type { Direction } from "../../facts/kubernetes";
import type { Account, Budget, Scaler, Share } from "./folded";
import { isEmpty, namesAny } from "./selector";
import type { NetworkPolicy } from "./network-policy";
import { Selected } from "./selected";
import type { Workload } from "./workload";

export interface Related {
  readonly workloads: readonly Workload[];
  readonly accounts: readonly Account[];
  readonly budgets: readonly Budget[];
  readonly scalers: readonly Scaler[];
  readonly policies: readonly NetworkPolicy[];
  /** Whether there are policies of kinds that no reader knows. */
  readonly hasForeignPolicies: boolean;
}

/** https://kubernetes.io/docs/reference/labels-annotations-taints/ */
const OF_CONTROLLERS: ReadonlySet<string> = new Set([
  ...["pod-template-hash", "controller-revision-hash", "pod-template-generation", "job-name", "controller-uid"],
  ...["statefulset.kubernetes.io/pod-name", "apps.kubernetes.io/pod-index"],
  ...["job-name", "controller-uid", "job-completion-index"].map((name) => `batch.kubernetes.io/${name}`),
]);

type Replicas = number | "each-node";

/** What objects of a rendering say of the pods of others. */
export class Relations {
  readonly hasForeignPolicies: boolean;
  private readonly accounts: ReadonlyMap<string, Account>;
  private readonly scalers: ReadonlyMap<string, Scaler>;
  private readonly budgets: Selected<Budget>;
  private readonly policies: Selected<NetworkPolicy>;
  /** Pods of all that a budget selects. */
  private readonly expected = new Map<Budget, Replicas>();
  private readonly selected = new Map<NetworkPolicy, string[]>();
  private readonly inhabited: ReadonlySet<string>;

  constructor({ workloads, accounts, budgets, scalers, policies, hasForeignPolicies }: Related) {
    this.hasForeignPolicies = hasForeignPolicies;
    this.accounts = new Map(accounts.map((one) => [`${one.namespace}/${one.name}`, one]));
    this.scalers = new Map(scalers.map((one) => [one.target, one]));
    this.budgets = new Selected(budgets);
    this.policies = new Selected(policies);
    this.inhabited = new Set(workloads.map(({ namespace }) => namespace));
    for (const workload of workloads) this.count(workload);
  }

  accountOf(namespace: string, name: string): Account | undefined {
    return this.accounts.get(`${namespace}/${name}`);
  }

  policiesOf({ namespace, labels }: Workload): readonly NetworkPolicy[] {
    return this.policies.of(namespace, labels);
  }

  /** What a policy for every pod of a namespace closes. */
  closedIn(namespace: string): Fact<readonly Direction[]> {
    const directions = this.policies
      .of(namespace, new Map())
      .filter(({ selector }) => isEmpty(selector))
      .flatMap((policy) => policy.directions);
    const closed = [...new Set(directions)];
    if (closed.length > 0) return declared(closed);
    return this.hasForeignPolicies ? unknown("expression") : byDefault(closed);
  }

  /** Nobody can tell of a namespace without any workload here, nor by labels that controllers give to pods. */
  selectedBy(policy: NetworkPolicy): Fact<readonly string[] | "all"> {
    if (isEmpty(policy.selector)) return declared("all");
    const ids = this.selected.get(policy) ?? [];
    if (ids.length > 0) return declared(ids);
    const isToldHere = this.inhabited.has(policy.namespace) && !namesAny(policy.selector, OF_CONTROLLERS);
    return isToldHere ? declared(ids) : unknown("after-apply");
  }

  /** An autoscaler counts before what a workload says, and is sure of its least alone. */
  replicasOf({ id, kind, replicas }: Workload): Fact<Replicas> {
    if (kind === "DaemonSet") return byDefault("each-node");
    const least = this.scalers.get(id)?.least ?? replicas;
    return least === undefined ? byDefault(1) : declared(least);
  }

  disruptionsOf({ namespace, labels }: Workload): Fact<number | "any"> {
    const [budget, ...others] = this.budgets.of(namespace, labels);
    if (!budget) return byDefault("any");
    // https://kubernetes.io/docs/tasks/run-application/configure-pdb/#arbitrary-controllers-and-selectors
    if (others.length > 0) return declared(0);
    return allowedBy(budget, this.expected.get(budget) ?? 0);
  }

  private count(workload: Workload): void {
    const fact = this.replicasOf(workload);
    const replicas = fact.state === "known" ? fact.value : "each-node";
    for (const budget of this.budgets.of(workload.namespace, workload.labels)) {
      const before = this.expected.get(budget) ?? 0;
      const isKnown = before !== "each-node" && replicas !== "each-node";
      this.expected.set(budget, isKnown ? before + replicas : "each-node");
    }
    for (const policy of this.policiesOf(workload)) {
      const ids = this.selected.get(policy);
      if (ids) ids.push(workload.id);
      else this.selected.set(policy, [workload.id]);
    }
  }
}

/**
 * Parts are rounded up, either way. Without both numbers no pod is expected, and so none may go.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/disruption/disruption.go#L808
 */
function allowedBy({ maxUnavailable, minAvailable }: Budget, expected: Replicas): Fact<number> {
  if (typeof maxUnavailable === "number" && expected === "each-node") return declared(maxUnavailable);
  if (expected === "each-node") return unknown("after-apply");
  if (maxUnavailable !== undefined) return declared(Math.min(podsOf(maxUnavailable, expected), expected));
  if (minAvailable !== undefined) return declared(Math.max(expected - podsOf(minAvailable, expected), 0));
  return declared(0);
}

const podsOf = (share: Share, all: number): number =>
  typeof share === "number" ? share : Math.ceil((share.percent * all) / 100);
