import { AFTER_APPLY, type Json } from "../model";
import type { ResourceChange } from "../resource";
import type { Difference } from "./differences";
import { isSamePolicy } from "../posture/aws";
import { equal } from "./equal";

/** What no person wrote: Bulwark's own hash of a container, in its label and in its name, and the order of things. */
export function isNoise(change: ResourceChange, difference: Difference): boolean {
  const { type, before, replacePaths } = change;
  const { path, attribute, after } = difference;
  if (path === "labels.bulwark.generation" || attribute === "depends_on") return true;
  if (type.startsWith("aws_") && isSamePolicy(difference.before, after)) return true;
  if (type === "docker_container" && path === "name" && isGeneration(before?.["name"], after)) return true;
  return replacePaths !== undefined && (isComputed(change, difference) || saysNothing(change, difference));
}

const GENERATION = /-[0-9a-f]{8}$/;

const isGeneration = (before: unknown, after: unknown): boolean =>
  typeof before === "string" &&
  typeof after === "string" &&
  GENERATION.test(before) &&
  before.replace(GENERATION, "") === after.replace(GENERATION, "");

/** In nobody's configuration: the provider says it anew after the apply, or says again what another attribute says. */
function isComputed({ configured, before, after }: ResourceChange, difference: Difference): boolean {
  const { attribute } = difference;
  if (configured ? configured.has(attribute) : !COMPUTED.has(attribute)) return false;
  return difference.after === AFTER_APPLY || isMirror(attribute, before, after);
}

/** Where a plan does not say what is configured. */
const COMPUTED: ReadonlySet<string> = new Set([
  ...["id", "arn", "tags_all", "container_logs", "exit_code", "network_data", "hostname", "mountpoint"],
  ...["bridge", "ip_address", "gateway"],
]);

/** All tags, of which some are the provider's: they differ where the resource's own do, or where those of the provider do. */
export const isMirror = (
  attribute: string,
  before: ResourceChange["before"],
  after: ResourceChange["after"],
): boolean => attribute === "tags_all" && !equal(before?.["tags"], after?.["tags"]);

/**
 * A provider reads back 0, false or "" of what nobody wrote, and plans nothing in its place where the resource is made anew;
 * its defaults stand in both. https://developer.hashicorp.com/terraform/plugin/sdkv2/schemas/schema-behaviors
 */
const saysNothing = ({ replacePaths = [] }: ResourceChange, { attribute, before, after }: Difference): boolean =>
  isNothing(before) && isNothing(after) && !replacePaths.some(([first]) => first === attribute);

export const isNothing = (value: Json | undefined): boolean =>
  value === undefined || value === null || value === 0 || value === false || value === "";
