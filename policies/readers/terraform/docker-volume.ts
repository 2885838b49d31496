import type { ContainerFacts } from "../../facts/container";
import type { VolumeFacts } from "../../facts/docker";
import { declared, unknown, type Fact } from "../../facts/fact";
import { statefulOf as keepsFact } from "./docker-mounts";
import { subjectOf, type Resource } from "./resource";
import type { Surroundings } from "./surroundings";

/** https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/volume */
export const volumeFacts = (resource: Resource, surroundings: Surroundings): VolumeFacts => ({
  ...subjectOf("volume", resource),
  stateful: statefulOf(resource, surroundings),
  preventDestroy: resource.preventDestroy,
  change: resource.change,
});

/** It keeps what cannot be made again when a container that does mounts it there. */
function statefulOf({ attributes }: Resource, surroundings: Surroundings): Fact<boolean> {
  const name = attributes.text("name");
  if (name?.state !== "known") return unknown("after-apply");
  const said = surroundings.withVolume(name.value).map((container) => keptBy(container, name.value));
  if (said.some((one) => one.state === "known" && one.value)) return declared(true);
  return said.find((one) => one.state !== "known") ?? declared(false);
}

function keptBy({ image, mounts }: ContainerFacts, name: string): Fact<boolean> {
  const all = mounts.state === "known" ? mounts.value : [];
  const own = all.filter(({ kind, source }) => kind === "volume" && source === name);
  return keepsFact(image, declared(own));
}
