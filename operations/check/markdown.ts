import { markdownText } from "../../review/text/escape";
import { fitting, shortened } from "../../review/text/fitting";
import { acceptedBy, type CheckFinding, type CheckResult } from "./result";

/** For a comment: the failures as a table, the rest below it, never longer than a comment may be. */
export function checkMarkdown(result: CheckResult): string {
  const { summary, findings, waivers } = result;
  const of = (verdict: CheckFinding["verdict"]) => findings.filter((one) => one.verdict === verdict);
  const bad = waivers.filter(({ state }) => state !== "used");
  const head = [
    `## Bulwark check: ${summary.fail === 0 && bad.length === 0 ? "all promises are kept" : `${summary.fail} failed`}`,
    "",
    `${summary.pass} passed, ${summary.waived} waived, ${summary.unknown} cannot be told, ` +
      `${summary.cannotSay} the source has no word for, ${summary.notExamined} not examined`,
  ];
  const rows = [
    ...tableOf("Failed", of("fail"), ({ message, fix }) => [message, fix]),
    ...listOf(
      "Waivers that do not count",
      bad.map(({ rule, subject, message }) => `${rule} of ${subject}: ${message}`),
    ),
    ...tableOf("Waived", of("waived"), (finding) => [finding.message, acceptedBy(finding)]),
    ...listOf(
      "Built-in exceptions",
      result.exceptions.map(({ path, protection, detail, reason }) => `${path}: ${protection} (${detail}): ${reason}`),
    ),
    ...tableOf("Cannot be told", of("unknown"), ({ message }) => [message, ""]),
  ];
  return `${[...head, ...fitting(rows)].join("\n")}\n`;
}

function tableOf(
  title: string,
  findings: readonly CheckFinding[],
  words: (finding: CheckFinding) => readonly [what: string, then: string],
): readonly string[] {
  if (findings.length === 0) return [];
  const rows = findings.map((finding) => {
    const { severity, rule, path, address, file, line } = finding;
    const [what, then] = words(finding);
    const where = line === undefined ? file : `${file}:${line}`;
    return `| ${[severity, rule, path ?? address, where, what, then].map(cellText).join(" | ")} |`;
  });
  return ["", `### ${title}`, "", "| | Rule | What | Where | Found | Do |", "|---|---|---|---|---|---|", ...rows];
}

const listOf = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", `### ${title}`, "", ...lines.map((line) => `* ${cellText(line)}`)];

const cellText = (text: string): string => markdownText(shortened(text));
