import { isAbsolute, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { CATALOGUE } from "../../policies/catalogue";
import type { Severity } from "../../policies/rule";
import { plainText } from "../../review/text/escape";
import { pathUri, sarifFingerprint, sarifLocation, sarifText } from "../../review/text/sarif";
import { acceptedBy, type CheckFinding, type CheckResult } from "./result";

const LEVELS = { critical: "error", high: "error", medium: "warning", low: "note" } as const satisfies Record<
  Severity,
  string
>;

/** GitHub's scale: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning */
const SECURITY_SEVERITY = { critical: "9.5", high: "8.0", medium: "5.0", low: "2.0" } as const;

/** Findings, waived ones among them as suppressed. */
export function checkSarif({ findings }: CheckResult): string {
  const rules = [...new Map(findings.map((finding) => [finding.rule, ruleOf(finding)])).values()];
  const driver = { name: "bulwark", rules };
  const indices = new Map(rules.map(({ id }, index) => [id, index]));
  const results = findings.slice(0, MOST_RESULTS).map((finding) => resultOf(finding, indices));
  return sarifText({ tool: { driver }, results, invocations: [invocationOf(findings.length)] });
}

/** A file with more is refused: https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit */
const MOST_RESULTS = 25_000;

function invocationOf(count: number) {
  const left = `${count - MOST_RESULTS} more results are left out; 'bulwark check --format json' has all`;
  const notifications = [{ level: "warning", message: { text: left } }];
  return { executionSuccessful: true, ...(count > MOST_RESULTS && { toolExecutionNotifications: notifications }) };
}

function ruleOf({ rule: id, title, severity, fix, references }: CheckFinding) {
  const known = CATALOGUE.find((rule) => rule.id === id);
  const link = references.find((reference) => reference.startsWith("https://"));
  return {
    id,
    shortDescription: { text: title },
    ...(known && { fullDescription: { text: known.why } }),
    help: { text: [fix, ...references].join("\n") },
    ...(link === undefined ? {} : { helpUri: link }),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { "security-severity": SECURITY_SEVERITY[severity], tags: ["security"] },
  };
}

function resultOf(finding: CheckFinding, indices: ReadonlyMap<string, number>) {
  const { rule, severity, verdict, message, fix, path, address } = finding;
  const isFailure = verdict !== "unknown";
  return {
    ruleId: rule,
    ruleIndex: indices.get(rule),
    kind: isFailure ? "fail" : "review",
    level: isFailure ? LEVELS[severity] : "none",
    message: { text: plainText(`${path ?? address}: ${message}. ${fix}`) },
    locations: [sarifLocation(uriOf(plainText(finding.file)), finding.line, path ?? address)],
    // The same finding after an edit elsewhere in the file.
    partialFingerprints: sarifFingerprint([rule, finding.stack, address, finding.value]),
    ...(verdict === "waived" && {
      suppressions: [{ kind: "external", justification: plainText(acceptedBy(finding)) }],
    }),
  };
}

/** From the working folder where it lies below it, as code hosts want it. */
function uriOf(file: string): string {
  const near = relative(process.cwd(), file);
  if (near.startsWith("..") || isAbsolute(near)) return pathToFileURL(file).href;
  return pathUri(near);
}
