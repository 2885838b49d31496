import type { TmpfsOptions } from "./container";
import { bytesOf } from "./sizes";

const CAREFUL = ["exec", "suid", "dev"] as const;

/**
 * The options of a tmpfs as `mount` writes them: `rw,exec,size=64m`. The engine forbids exec, suid and dev unless they are
 * named, and of opposites the last one counts.
 * https://docs.docker.com/engine/storage/tmpfs/#options-for---tmpfs
 */
export function parseTmpfsOptions(text: string): TmpfsOptions & { readonly readOnly: boolean } {
  const words = text.split(",").map((word) => word.trim());
  const lastOf = (...some: readonly string[]) => words.findLast((word) => some.includes(word));
  const size = words.findLast((word) => word.startsWith("size="))?.slice("size=".length);
  // The kernel takes a share of memory as well, which is a bound; zero is none.
  const sizeBytes = size === undefined ? undefined : (shareOf(size) ?? bytesOf(size));
  return {
    sizeBytes: sizeBytes === undefined || sizeBytes <= 0 ? undefined : sizeBytes,
    allowed: CAREFUL.filter((word) => lastOf(word, `no${word}`) === word),
    readOnly: lastOf("ro", "rw") === "ro",
  };
}

/** Of how much memory nobody here knows: what counts is that it is bounded. */
const shareOf = (size: string): number | undefined => (/^\d+%$/.test(size) ? Number.MAX_SAFE_INTEGER : undefined);
