import type { ResourceChange } from "../resource";
import type { Difference } from "./differences";

/** What no person wrote: Bulwark's own hash of a container, in its label and in its name, and the order of things. */
export function isNoise({ type, unknown, before }: ResourceChange, { path, attribute, after }: Difference): boolean {
  if (path === "labels.bulwark.generation" || attribute === "depends_on") return true;
  if (type === "docker_container" && path === "name" && isGeneration(before?.["name"], after)) return true;
  // Computed, and in nobody's configuration: the provider says it anew after the apply.
  return (
    after === undefined &&
    typeof unknown === "object" &&
    unknown !== null &&
    attribute in unknown &&
    !isSaid(before, attribute)
  );
}

const GENERATION = /-[0-9a-f]{8}$/;

const isGeneration = (before: unknown, after: unknown): boolean =>
  typeof before === "string" &&
  typeof after === "string" &&
  GENERATION.test(before) &&
  before.replace(GENERATION, "") === after.replace(GENERATION, "");

/** Attributes that the docker provider computes; others in `after_unknown` follow from something that was edited. */
const COMPUTED = new Set([
  "id",
  "container_logs",
  "exit_code",
  "network_data",
  "bridge",
  "ip_address",
  "gateway",
  "arn",
]);

const isSaid = (before: ResourceChange["before"], attribute: string): boolean =>
  before !== undefined && attribute in before && !COMPUTED.has(attribute);
