import { junitText, type JunitCase } from "../../review/text/junit";
import { acceptedBy, type CheckFinding, type CheckResult } from "./result";

/**
 * One case for each answer that is no pass, so that a build server lists them: failures fail, what cannot be told and what
 * is waived is skipped.
 */
export function checkJunit({ findings, summary, waivers }: CheckResult): string {
  const bad = waivers.filter(({ state }) => state !== "used");
  return junitText("bulwark check", [
    ...findings.map(caseOf),
    ...bad.map(({ rule, subject, message }) => ({
      ...{ group: rule, name: `waiver of ${subject}` },
      ending: { failed: message, type: "waiver" },
    })),
    { group: "bulwark", name: `${summary.pass} answers keep the promise` },
  ]);
}

function caseOf(finding: CheckFinding): JunitCase {
  const { rule, path, address, verdict, severity, message, fix, file, line } = finding;
  const where = line === undefined ? file : `${file}:${line}`;
  const ending =
    verdict === "fail"
      ? { failed: message, type: severity, detail: `${where}: ${message}. ${fix}` }
      : { skipped: verdict === "waived" ? `waived: ${acceptedBy(finding)}` : message };
  return { group: rule, name: path ?? address, ending };
}
