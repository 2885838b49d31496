import type { Change, Review, Risk } from "../model";
import { RISKS } from "../model";
import { plainText } from "../text/escape";
import { pathUri, sarifFingerprint, sarifLocation, sarifText } from "../text/sarif";
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

/** The gravest first. */
export function reviewSarif({ changes }: Review): string {
  const rules = RISKS.map((risk) => ({
    id: `bulwark-review/${risk}`,
    shortDescription: { text: WORDS[risk].title },
    defaultConfiguration: { level: LEVELS[risk] },
  }));
  const results = changes.slice(0, MOST_RESULTS).map(resultOf);
  return sarifText({ tool: { driver: { name: "bulwark review", rules } }, results });
}

function resultOf(change: Change) {
  const { risk, stack, address, path, reasons, remedy, action, at } = change;
  const said = reasons.length === 0 ? action : reasons.join("; ");
  return {
    ruleId: `bulwark-review/${risk}`,
    ruleIndex: RISKS.indexOf(risk),
    level: LEVELS[risk],
    message: { text: plainText(`${path ?? address}: ${said}. Do: ${remedy}`) },
    locations: [sarifLocation(pathUri(at?.file ?? `${stack}/cdk.tf.json`), at?.line, path ?? address)],
    // The same change after another push.
    partialFingerprints: sarifFingerprint([stack, address, risk]),
  };
}
