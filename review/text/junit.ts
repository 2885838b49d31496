import { xmlText } from "./escape";

/** One case of a suite; without an ending it passes. */
export interface JunitCase {
  readonly group: string;
  readonly name: string;
  readonly ending?:
    | { readonly failed: string; readonly type: string; /** @default - the same */ readonly detail?: string }
    | { readonly skipped: string };
}

/** What build servers take for the result of tests. https://github.com/testmoapp/junitxml */
export function junitText(suite: string, cases: readonly JunitCase[]): string {
  const of = (ending: "failed" | "skipped") => cases.filter((one) => one.ending && ending in one.ending).length;
  const counts = `tests="${cases.length}" failures="${of("failed")}" skipped="${of("skipped")}" errors="0"`;
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites name="${xmlText(suite)}" ${counts}>`,
    `  <testsuite name="${xmlText(suite)}" ${counts}>`,
    ...cases.map(caseText),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

const caseText = ({ group, name, ending }: JunitCase): string =>
  `    <testcase classname="${xmlText(group)}" name="${xmlText(name)}">${endingText(ending)}</testcase>`;

function endingText(ending: JunitCase["ending"]): string {
  if (!ending) return "";
  if ("skipped" in ending) return `<skipped message="${xmlText(ending.skipped)}"/>`;
  const { failed, type, detail = failed } = ending;
  return `<failure type="${xmlText(type)}" message="${xmlText(failed)}">${xmlText(detail)}</failure>`;
}
