import type { FactsByKind, Kind, Platform } from "../../../policies/facts/subject";
import { subjectsOf } from "../../../policies/facts/subject";
import { synthPlatform } from "../../../policies/readers/synth";

export const FILE = "stacks/shop/cdk.tf.json";

/** A module that has one container, and whatever else is said. */
export const moduleWith = (container: object, other: object = {}): Platform =>
  synthPlatform({ ...other, resource: { docker_container: { web: container }, ...resourcesIn(other) } }, FILE);

const resourcesIn = (other: object): object => ("resource" in other ? (other.resource as object) : {});

/** The facts of the only container. */
export const containerIn = (container: object, other: object = {}): FactsByKind["container"] =>
  onlyOne(moduleWith(container, other), "container");

export function onlyOne<K extends Kind>(platform: Platform, kind: K): FactsByKind[K] {
  const all = subjectsOf(platform, kind);
  expect(all).toHaveLength(1);
  return all[0]!;
}
