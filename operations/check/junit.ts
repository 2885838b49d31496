import { xmlText } from "../../review/text/escape";
import { acceptedBy, type CheckFinding, type CheckResult } from "./result";

/**
 * One case for each answer that is no pass, so that a build server lists them: failures fail, what cannot be told and what
 * is waived is skipped. https://github.com/testmoapp/junitxml
 */
export function checkJunit({ findings, summary, waivers }: CheckResult): string {
  const bad = waivers.filter(({ state }) => state !== "used");
  const cases = [
    ...findings.map((finding) => caseOf(finding.rule, finding.path ?? finding.address, innerOf(finding))),
    ...bad.map(({ rule, subject, message }) => caseOf(rule, `waiver of ${subject}`, failure("waiver", message))),
    caseOf("bulwark", `${summary.pass} answers keep the promise`, ""),
  ];
  const counts = `tests="${cases.length}" failures="${summary.fail + bad.length}" skipped="${summary.unknown + summary.waived}"`;
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<testsuites name="bulwark check" ${counts} errors="0">`,
    `  <testsuite name="bulwark check" ${counts} errors="0">`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

const caseOf = (rule: string, name: string, inner: string): string =>
  `    <testcase classname="${xmlText(rule)}" name="${xmlText(name)}">${inner}</testcase>`;

const failure = (type: string, message: string, text = message): string =>
  `<failure type="${xmlText(type)}" message="${xmlText(message)}">${xmlText(text)}</failure>`;

function innerOf(finding: CheckFinding): string {
  const { verdict, severity, message, fix, file, line } = finding;
  const where = line === undefined ? file : `${file}:${line}`;
  if (verdict === "fail") return failure(severity, message, `${where}: ${message}. ${fix}`);
  return `<skipped message="${xmlText(verdict === "waived" ? `waived: ${acceptedBy(finding)}` : message)}"/>`;
}
