type Change = (part: Record<string, unknown>) => void;

/** A copy in which the object at a path was changed. */
export function changed<T extends object>(value: T, path: readonly (string | number)[], change: Change): T {
  const copy = structuredClone(value);
  change(
    path.reduce<unknown>((part, key) => (part as Record<string | number, unknown>)[key], copy) as Parameters<Change>[0],
  );
  return copy;
}
