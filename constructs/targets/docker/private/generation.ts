import { createHash } from "node:crypto";

/**
 * What the docker provider really updates in place; every other edit must force a replacement through the generation
 * label, since the provider plans several of them for ever and never applies them.
 */
export const UPDATED_IN_PLACE: ReadonlySet<string> = new Set(["restart", "memory", "memorySwap"]);

/** The first 8 hex digits of the hash over everything that a replacement is needed for. */
export function generationOf(attributes: Readonly<Record<string, unknown>>): string {
  const kept = Object.fromEntries(Object.entries(attributes).filter(([key]) => !UPDATED_IN_PLACE.has(key)));
  return shortHash(stable(kept), 8);
}

export function shortHash(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

/** JSON with sorted keys, so that the order in which a spec was written changes no hash. */
export function stable(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
