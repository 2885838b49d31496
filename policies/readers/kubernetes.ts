import { describedTwice } from "../errors";
import type { ContainerFacts } from "../facts/container";
import type { Platform } from "../facts/subject";
import { kubernetesObjects, type ManifestText } from "./kubernetes/objects";
import { containersOf, kindOf } from "./kubernetes/workload";

/**
 * What rendered manifests say: every container of what runs pods. Everything else is counted by its kind.
 *
 * @throws UnreadableSource that names the file, for what is not YAML, no object, or an object that no cluster takes
 */
export function kubernetesPlatform(documents: readonly ManifestText[]): Platform {
  const subjects = new Map<string, ContainerFacts>();
  const notExamined = new Map<string, number>();
  for (const document of documents) {
    for (const object of kubernetesObjects(document)) {
      const containers = containersOf(object);
      if (!containers) notExamined.set(kindOf(object), (notExamined.get(kindOf(object)) ?? 0) + 1);
      for (const container of containers ?? []) {
        const first = subjects.get(container.id);
        if (first) throw describedTwice(container.id, first.at, container.at);
        subjects.set(container.id, container);
      }
    }
  }
  return { source: "kubernetes", subjects: [...subjects.values()], notExamined };
}
