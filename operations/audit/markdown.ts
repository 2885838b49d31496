import { markdownText } from "../../review/text/escape";
import { fitting, shortened } from "../../review/text/fitting";
import { type Audited, auditedOf, type AuditResult, curesOf, leftText, openByReason, scoreText } from "./result";

/** For a comment or a page: a table for each service, never longer than a comment may be. */
export function auditMarkdown(result: AuditResult): string {
  const left = leftText(result);
  const cures = curesOf(result).map(([rule, fix]) => `* ${markdownText(rule)}: ${markdownText(fix)}`);
  const head = [
    `## Bulwark audit of ${markdownText(result.file)}`,
    "",
    markdownText(scoreText(result)),
    ...(left === "" ? [] : ["", `Not examined: ${markdownText(left)}`]),
  ];
  const rows = [
    ...auditedOf(result).flatMap(serviceTable),
    ...(cures.length > 0 ? ["", "### How to cure it", "", ...cures] : []),
  ];
  return `${fitting([...head, ...rows]).join("\n")}\n`;
}

const serviceTable = ({ address, where, failed, open }: Audited): readonly string[] => [
  ...[
    "",
    `### ${markdownText(shortened(address))} (${markdownText(where)})`,
    "",
    "| | Rule | Found |",
    "|---|---|---|",
  ],
  ...failed.map(({ severity, rule, message }) => row(severity, rule, message)),
  ...openByReason(open).map(([rules, reason]) => row("cannot be told", rules, reason)),
];

const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => markdownText(shortened(cell))).join(" | ")} |`;
