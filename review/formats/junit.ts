import type { Change, Review, Risk } from "../model";
import { junitText, type JunitCase } from "../text/junit";
import { WORDS } from "./words";

const FAILED: ReadonlySet<Risk> = new Set<Risk>(["data-loss", "exposure", "weakened"]);

/** A case for each change: what is lost, exposed or weaker fails, what cannot be told is skipped. */
export const reviewJunit = ({ changes, warnings }: Review): string =>
  junitText("bulwark review", [
    ...warnings.map((warning) => ({ group: "plan", name: warning, ending: { failed: warning, type: "plan" } })),
    ...changes.map(caseOf),
  ]);

function caseOf({ stack, path, address, risk, reasons, remedy }: Change): JunitCase {
  const said = reasons.join("; ");
  const one = { group: stack, name: path ?? address };
  if (FAILED.has(risk)) {
    return { ...one, ending: { failed: said, type: WORDS[risk].title, detail: `${said}. Do: ${remedy}` } };
  }
  return risk === "cannot-tell" ? { ...one, ending: { skipped: said } } : one;
}
