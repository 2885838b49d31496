import type { NetworkFacts } from "../../facts/docker";
import { byDefault, declared, inPart, unknown, type Fact } from "../../facts/fact";
import { subjectOf, type Resource } from "./resource";
import type { Surroundings } from "./surroundings";

/** https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/network */
export const networkFacts = (resource: Resource, surroundings: Surroundings): NetworkFacts => ({
  ...subjectOf("network", resource),
  internal: resource.attributes.flag("internal") ?? byDefault(false),
  members: membersOf(resource, surroundings),
});

/** Those of the same module; another one may join more. */
function membersOf({ attributes }: Resource, surroundings: Surroundings): Fact<readonly string[]> {
  const name = attributes.text("name");
  if (name?.state !== "known") return unknown("after-apply");
  const members = surroundings.onNetwork(name.value).map(({ id }) => id);
  return surroundings.tellsNetworks ? declared(members) : inPart(members, "expression");
}
