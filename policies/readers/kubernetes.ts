import { describedTwice } from "../errors";
import type { ContainerFacts } from "../facts/container";
import { declared } from "../facts/fact";
import type { NetworkPolicyFacts } from "../facts/kubernetes";
import type { FactsByKind, Kind, Platform } from "../facts/subject";
import { subjectOf } from "./kubernetes/cluster-objects";
import { containerFacts } from "./kubernetes/container";
import type { NetworkPolicy } from "./kubernetes/network-policy";
import type { ManifestText } from "./kubernetes/objects";
import { Relations } from "./kubernetes/relations";
import { Rendering } from "./kubernetes/rendering";
import { surroundingsOf, type Surroundings } from "./kubernetes/surroundings";
import { lifetimeOf, type Workload } from "./kubernetes/workload";
import { workloadFacts } from "./kubernetes/workload-facts";

/**
 * What rendered manifests of one cluster say: every container, what runs them, and what protects these. Objects that only
 * say something of others are folded into those, everything else is counted by its kind.
 *
 * @throws UnreadableSource that names the file, for what is not YAML, no object, or an object that no cluster takes
 */
export function kubernetesPlatform(documents: readonly ManifestText[]): Platform {
  const rendering = Rendering.of(documents);
  const relations = new Relations(rendering);
  const around = surroundingsOf(rendering.limits, rendering.configMaps);
  const subjects = [
    ...rendering.workloads.flatMap((workload) => [
      ...containersOf(workload, around(workload.namespace)),
      workloadFacts(workload, relations),
    ]),
    ...rendering.policies.map((policy) => policyFacts(policy, relations)),
    ...rendering.namespaces.map(({ name, ...facts }) => ({ ...facts, closed: relations.closedIn(name) })),
    ...rendering.alone,
  ];
  return { source: "kubernetes", subjects: onlyOnce(subjects), notExamined: rendering.notExamined };
}

function containersOf(workload: Workload, around: Surroundings): readonly ContainerFacts[] {
  const { id, pod, claims, containers } = workload;
  return containers.map((contained) => {
    const { container, list, line } = contained;
    const own = `${id}/${container.name}`;
    const subject = {
      ...subjectOf(workload),
      id: own,
      kind: "container" as const,
      at: { ...workload.at, line, address: own },
      lifetime: lifetimeOf(workload, contained),
      replicaOf: id,
    };
    return containerFacts(container, { pod, list, around, claims }, subject);
  });
}

const policyFacts = (policy: NetworkPolicy, relations: Relations): NetworkPolicyFacts => ({
  ...subjectOf(policy),
  kind: "networkPolicy",
  selects: relations.selectedBy(policy),
  directions: declared(policy.directions),
  open: declared(policy.open),
  ignored: declared(policy.ignored),
});

function onlyOnce(subjects: readonly FactsByKind[Kind][]): readonly FactsByKind[Kind][] {
  const byId = new Map<string, FactsByKind[Kind]>();
  for (const subject of subjects) {
    const first = byId.get(subject.id);
    if (first) throw describedTwice(subject.id, first.at, subject.at);
    byId.set(subject.id, subject);
  }
  return subjects;
}
