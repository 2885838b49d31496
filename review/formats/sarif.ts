import { createHash } from "node:crypto";
import type { Change, Review, Risk } from "../model";
import { RISKS } from "../model";
import { plainText } from "../text/escape";
import { WORDS } from "./words";

const LEVELS: Readonly<Record<Risk, "error" | "warning" | "note">> = {
  "data-loss": "error",
  exposure: "error",
  weakened: "error",
  "runs-code": "warning",
  "ignored-edit": "warning",
  downtime: "note",
  "cannot-tell": "warning",
  other: "note",
};

/** GitHub takes no more of one run: https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning */
const MOST_RESULTS = 5_000;

/** SARIF 2.1.0, the gravest first: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function reviewSarif({ changes }: Review): string {
  const rules = RISKS.map((risk) => ({
    id: `bulwark-review/${risk}`,
    shortDescription: { text: WORDS[risk].title },
    defaultConfiguration: { level: LEVELS[risk] },
  }));
  const results = changes.slice(0, MOST_RESULTS).map(resultOf);
  const run = { tool: { driver: { name: "bulwark review", rules } }, columnKind: "utf16CodeUnits", results };
  return JSON.stringify(
    { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] },
    undefined,
    2,
  );
}

function resultOf(change: Change) {
  const { risk, stack, address, path, reasons, remedy, action, at } = change;
  const said = reasons.length === 0 ? action : reasons.join("; ");
  return {
    ruleId: `bulwark-review/${risk}`,
    ruleIndex: RISKS.indexOf(risk),
    level: LEVELS[risk],
    message: { text: plainText(`${path ?? address}: ${said}. Do: ${remedy}`) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(at?.file ?? `${stack}/cdk.tf.json`) },
          ...(at?.line === undefined ? {} : { region: { startLine: at.line } }),
        },
        logicalLocations: [{ fullyQualifiedName: plainText(path ?? address), kind: "resource" }],
      },
    ],
    partialFingerprints: { "bulwark/v1": fingerprint(change) },
  };
}

/** Of a path from a stranger, no more than a path. */
const uriOf = (file: string): string => file.split("/").map(encodeURIComponent).join("/");

/** The same change after another push. */
const fingerprint = ({ stack, address, risk }: Change): string =>
  createHash("sha256")
    .update(JSON.stringify([stack, address, risk]))
    .digest("hex")
    .slice(0, 32);
