import type { FactsByKind, Kind, Platform } from "../../facts/subject";
import { awsSubjects } from "./aws";
import { networkFacts } from "./docker-network";
import { volumeFacts } from "./docker-volume";
import { releaseFacts } from "./helm-release";
import type { Resource } from "./resource";
import type { Surroundings } from "./surroundings";

type Reader = (resource: Resource, surroundings: Surroundings) => FactsByKind[Kind];

/**
 * By Terraform's type; containers are read with their surroundings. A resource that protects another, as a public access
 * block does a bucket, has no row: the reader of its owner finds it there, by reference or by name.
 */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["docker_network", networkFacts],
  ["docker_volume", volumeFacts],
  ["helm_release", releaseFacts],
]);

/** What the resources of one module are, and how many nobody can read, by type. */
export function subjectsOf(surroundings: Surroundings): Pick<Platform, "subjects" | "notExamined"> {
  const notExamined = new Map<string, number>();
  const subjects: FactsByKind[Kind][] = [...surroundings.containers];
  for (const [type, all] of surroundings.types) {
    const read = READERS.get(type);
    if (read) subjects.push(...all.map((resource) => read(resource, surroundings)));
    else if (type !== "docker_container") {
      const own = all.map((resource) => awsSubjects(resource, surroundings));
      if (own.includes(undefined)) notExamined.set(type, all.length);
      subjects.push(...own.flatMap((one) => one ?? []));
    }
  }
  const lost = surroundings.gone.filter(({ type }) => type === "docker_volume");
  subjects.push(...lost.map((resource) => volumeFacts(resource, surroundings)));
  return { subjects, notExamined };
}
