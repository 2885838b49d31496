import type { Json } from "../model";
import type { JsonObject } from "../resource";

/** Attributes that the docker provider takes as sets: their order is nobody's. */
const SETS: ReadonlySet<string> = new Set([
  ...["devices", "dns", "dns_opts", "dns_search", "env", "group_add", "host", "labels", "mounts"],
  ...["networks_advanced", "security_opts", "ulimit", "upload", "volumes"],
]);

/** A resource with its sets in one order, so that another order is no change. */
export function inOrder(type: string, resource: JsonObject): JsonObject {
  if (!type.startsWith("docker_")) return resource;
  return Object.fromEntries(
    Object.entries(resource).map(([name, value]) => [name, SETS.has(name) ? sorted(value) : value]),
  );
}

const sorted = (value: Json): Json =>
  Array.isArray(value)
    ? (value as readonly Json[])
        .map((one) => [JSON.stringify(one), one] as const)
        .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
        .map(([, one]) => one)
    : value;
