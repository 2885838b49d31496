import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { sha256Of } from "./content";
import { checksumDiffers, unreachable } from "./errors";

/** A hang guard for one download of some tens of megabytes. */
const TIMEOUT_SECONDS = 300;

/** A file on the network and the only content that is accepted from there. */
export interface PinnedFile {
  readonly url: string;
  /** SHA-256 in hex. */
  readonly sha256: string;
}

/**
 * Saves a pinned file.
 *
 * @throws Unreachable when it cannot be had, so that the caller may take another way; a plain error when what came
 * is not what was pinned, which no other way should hide.
 */
export async function download({ url, sha256 }: PinnedFile, file: string): Promise<void> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_SECONDS * 1000) });
    if (!response.ok || response.body === null) throw unreachable(url, `HTTP ${response.status}`);
    await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
  } catch (error) {
    throw unreachable(url, reason(error));
  }
  const got = await sha256Of(file);
  if (got !== sha256) throw checksumDiffers(url, got, sha256);
}

function reason(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error && cause.message !== "" ? cause.message : message;
}
