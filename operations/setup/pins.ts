import { readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { packageRoot } from "../../config/package-root";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const goSum = z.string().regex(/^h1:[A-Za-z0-9+/]{43}=$/);

const pinsSchema = z.strictObject({
  opentofu: z
    .strictObject({ version: z.string(), url: z.string(), sha256: z.record(z.string(), sha256) })
    .describe("the release archive; the checksums are those of the release's SHA256SUMS"),
  dockerProvider: z
    .strictObject({ version: z.string(), constraint: z.string() })
    .describe("what the recipe builds, and the oldest version (`~>`) that is used when found"),
  helmProvider: z
    .strictObject({ version: z.string(), constraint: z.string() })
    .describe(
      "what the recipe builds where no registry is reached, and the oldest version (`~>`) that is used when found",
    ),
  awsProvider: z
    .strictObject({ version: z.string(), constraint: z.string() })
    .describe("what the tests run with, and the oldest version (`~>`) that is used; it is never built"),
  helm: z
    .strictObject({ version: z.string(), constraint: z.string() })
    .describe("what the recipe builds, and the oldest version (`~>`) that is used when found"),
  compose: z
    .strictObject({ version: z.string(), constraint: z.string() })
    .describe("what the recipe builds, and the oldest version (`~>`) that is used when found; for the bench only"),
  go: z
    .strictObject({ version: z.string(), module: z.string(), sum: z.record(z.string(), goSum) })
    .describe("the compiler, as the module that `GOTOOLCHAIN` uses; the sums are those of the Go checksum database"),
});

/** What the set-up downloads: versions and checksums, from `toolchain/pins.json`. */
export type Pins = z.infer<typeof pinsSchema>;

export function pins(file: string = join(toolchainFolder(), "pins.json")): Pins {
  return pinsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
}

/** Where the recipes lie. */
export function toolchainFolder(): string {
  return join(packageRoot(), "toolchain");
}
