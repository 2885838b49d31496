import type { Change, Review, Risk } from "../model";
import { xmlText } from "../text/escape";
import { WORDS } from "./words";

const FAILED: ReadonlySet<Risk> = new Set<Risk>(["data-loss", "exposure", "weakened"]);
const SKIPPED: ReadonlySet<Risk> = new Set<Risk>(["cannot-tell"]);

/** A case for each change: what is lost, exposed or weaker fails. https://github.com/testmoapp/junitxml */
export function reviewJunit({ changes, warnings }: Review): string {
  const cases = [
    ...warnings.map((warning) => caseOf("plan", warning, failure("plan", warning))),
    ...changes.map((change) => caseOf(change.stack, change.path ?? change.address, innerOf(change))),
  ];
  const of = (risks: ReadonlySet<Risk>) => changes.filter(({ risk }) => risks.has(risk)).length;
  const counts = `tests="${cases.length}" failures="${of(FAILED) + warnings.length}" skipped="${of(SKIPPED)}" errors="0"`;
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites name="bulwark review" ${counts}>`,
    `  <testsuite name="bulwark review" ${counts}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

const caseOf = (stack: string, name: string, inner: string): string =>
  `    <testcase classname="${xmlText(stack)}" name="${xmlText(name)}">${inner}</testcase>`;

const failure = (type: string, message: string, text = message): string =>
  `<failure type="${xmlText(type)}" message="${xmlText(message)}">${xmlText(text)}</failure>`;

function innerOf({ risk, reasons, remedy }: Change): string {
  const said = reasons.join("; ");
  if (FAILED.has(risk)) return failure(WORDS[risk].title, said, `${said}. Do: ${remedy}`);
  return SKIPPED.has(risk) ? `<skipped message="${xmlText(said)}"/>` : "";
}
