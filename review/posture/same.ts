import { types } from "node:util";

/** Whether two values mean the same: sets and maps in any order, and what is undefined as what is not there. */
export function isSameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((item, at) => isSameValue(item, other[at]));
  }
  if (types.isSet(one))
    return types.isSet(other) && one.size === other.size && [...one].every((item) => other.has(item));
  if (types.isMap(one)) {
    if (!types.isMap(other) || one.size !== other.size) return false;
    return [...one].every(([key, value]) => other.has(key) && isSameValue(value, other.get(key)));
  }
  return isSameObject(one as Readonly<Record<string, unknown>>, other as Readonly<Record<string, unknown>>);
}

type Members = Readonly<Record<string, unknown>>;

function isSameObject(one: Members, other: Members): boolean {
  for (const key in one) if (!isSameValue(one[key], other[key])) return false;
  for (const key in other) if (other[key] !== undefined && one[key] === undefined) return false;
  return true;
}
