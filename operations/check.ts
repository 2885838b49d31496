import { CATALOGUE } from "../policies/catalogue";
import type { Rule } from "../policies/rule";
export { SEVERITIES, type Severity } from "../policies/rule";
import { waive } from "../policies/waivers";
import { answersTo } from "./check/answers";
import { unknownRule } from "./check/errors";
import { platformsIn } from "./check/inputs";
import { checkJunit } from "./check/junit";
import { checkMarkdown } from "./check/markdown";
import { exceptionsOf, resultOf, type CheckResult } from "./check/result";
import { checkSarif } from "./check/sarif";
import { checkText } from "./check/table";
import { jsonText } from "../review/text/escape";

/** The rules that are asked: all, or those named. */
export function rulesNamed(ids: readonly string[], own: readonly Rule[] = []): readonly Rule[] {
  const all = [...CATALOGUE, ...own];
  const known = all.map(({ id }) => id);
  const strange = ids.find((id) => !known.includes(id));
  if (strange !== undefined) throw unknownRule(strange, known);
  return ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id));
}

/**
 * Asks the rules of files of any origin: Terraform JSON, plans, compose files, Kubernetes manifests, or folders of them.
 *
 * @throws BulwarkError with exit code 2 for what is none of these
 */
export function checkPaths(paths: readonly string[], rules: readonly Rule[], mostMegabytes?: number): CheckResult {
  const platforms = platformsIn(paths, mostMegabytes);
  const report = answersTo(rules, platforms);
  const exceptions = exceptionsOf(platforms);
  return resultOf(report, waive(report.findings, { waivers: [], exceptions, today: "" }), {
    exceptions,
    placeOf: ({ subject }) => subject.madeAt ?? subject.at,
  });
}

/** How a result is written, by the name of the format. */
export const CHECK_FORMATS: Readonly<Record<string, (result: CheckResult) => string>> = {
  table: checkText,
  json: jsonText,
  markdown: checkMarkdown,
  sarif: checkSarif,
  junit: checkJunit,
};
