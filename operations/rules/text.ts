import type { Rule } from "../../policies/rule";
import { textTable } from "../table";

export function rulesText(rules: readonly Rule[]): string {
  const deviating = rules.flatMap(({ id, deviation }) =>
    deviation ? [`${id} does not do what ${deviation.from} says: ${deviation.reason}`] : [],
  );
  return [
    textTable(
      ["RULE", "SEVERITY", "ABOUT", "WHAT IT HAS TO BE"],
      rules.map(({ id, severity, on, title }) => [id, severity, on, title]),
    ),
    ...(deviating.length > 0 ? ["", ...deviating] : []),
  ].join("\n");
}

export function ruleText(rule: Rule): string {
  const { id, title, severity, on, why, fix, bad, good, references, deviation } = rule;
  return [
    `${id} (${severity}): a ${on} ${title}`,
    "",
    why,
    `Fix: ${fix}`,
    ...(rule.cannotBeWaived ? ["No waiver makes it acceptable."] : []),
    ...(deviation ? [`Not as ${deviation.from} says: ${deviation.reason}`] : []),
    "",
    "Breaks it:",
    indented(bad),
    "Keeps it:",
    indented(good),
    "",
    ...references.map((reference) => `See ${reference}`),
  ].join("\n");
}

const indented = (text: string): string => text.replace(/^/gm, "  ");
