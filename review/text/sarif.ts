import { createHash } from "node:crypto";
import { jsonText, plainText } from "./escape";

export interface SarifRun {
  readonly tool: { readonly driver: object };
  readonly results: readonly object[];
  readonly invocations?: readonly object[];
}

/** A log of one run. SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarifText = (run: SarifRun): string =>
  jsonText({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ columnKind: "utf16CodeUnits", ...run }],
  });

/** Where a result is: a line of a file, and what is there. */
export const sarifLocation = (uri: string, line: number | undefined, name: string) => ({
  physicalLocation: {
    artifactLocation: { uri },
    ...(line === undefined ? {} : { region: { startLine: line } }),
  },
  logicalLocations: [{ fullyQualifiedName: plainText(name), kind: "resource" }],
});

/** Of a path from a stranger, no more than a path. */
export const pathUri = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/** By what a result is the same after an edit elsewhere. */
export const sarifFingerprint = (parts: readonly string[]) => ({
  "bulwark/v1": createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32),
});
