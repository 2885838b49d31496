/** What somebody else wrote, and nobody has looked at. */
export type Unknowns = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Unknowns =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What an object has of its own: of every object there is a `constructor`. */
export const ownIn = <T>(value: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(value, key) ? value[key] : undefined;

export function objectIn(value: Unknowns, key: string): Unknowns {
  const inner = Object.hasOwn(value, key) ? value[key] : undefined;
  return isObject(inner) ? inner : {};
}

export function listIn(value: Unknowns, key: string): readonly Unknowns[] {
  const inner = Object.hasOwn(value, key) ? value[key] : undefined;
  return Array.isArray(inner) ? inner.filter(isObject) : [];
}

export function textIn(value: Unknowns, key: string): string {
  const inner = Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof inner === "string" ? inner : "";
}
