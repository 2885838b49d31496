import { basename, dirname } from "node:path";
import { z } from "zod";
import type { Environment } from "../config";
import { CATALOGUE } from "../policies/catalogue";
import { evaluate } from "../policies/evaluate";
import type { Platform } from "../policies/facts/subject";
import { SEVERITIES, type Finding, type Report, type Rule, type Severity } from "../policies/rule";
import { platformsIn } from "./check/inputs";
import { manifestDocuments } from "./check/environment";
import { unknownRule } from "./check/errors";
import { isOnKubernetes } from "./kubernetes/deployment";
import { projectPaths, stackFolder } from "./project";
import { synth } from "./synth";
import { textTable } from "./table";

const finding = z.strictObject({
  rule: z.string(),
  title: z.string(),
  severity: z.enum(["critical", "high", "medium", "low"]),
  verdict: z.enum(["fail", "unknown"]),
  stack: z.string().describe("the synthesized stack; the file where there is none"),
  address: z.string().describe("Terraform's, kind/namespace/name/container, or the compose service"),
  path: z.string().optional().describe("construct path, where Bulwark made it"),
  file: z.string(),
  line: z.number().int().optional(),
  message: z.string(),
  fix: z.string(),
  references: z.array(z.string()),
});

/** The JSON of `bulwark check`. */
export const checkSchema = z.strictObject({
  schemaVersion: z.literal(1),
  command: z.literal("check"),
  summary: z.strictObject({
    pass: z.number().int(),
    fail: z.number().int(),
    unknown: z.number().int(),
    notApplicable: z.number().int(),
    cannotSay: z.number().int().describe("questions that the source has no word for"),
  }),
  notExamined: z.record(z.string(), z.number().int()).describe("types that no reader knows, by number"),
  findings: z.array(finding),
});

export type CheckResult = z.output<typeof checkSchema>;

/** The rules that are asked: all, or those named. */
export function rulesNamed(ids: readonly string[]): readonly Rule[] {
  const known = CATALOGUE.map(({ id }) => id);
  const strange = ids.find((id) => !known.includes(id));
  if (strange !== undefined) throw unknownRule(strange, known);
  return ids.length === 0 ? CATALOGUE : CATALOGUE.filter(({ id }) => ids.includes(id));
}

/** Synthesizes an environment, and asks the rules of what would run. */
export async function checkEnvironment(environment: Environment, rules: readonly Rule[]): Promise<CheckResult> {
  const paths = projectPaths();
  await synth(paths, [environment.file]);
  const folder = stackFolder(paths, environment.name);
  const platforms = isOnKubernetes(environment) ? await manifestDocuments(folder) : platformsIn([folder]);
  return resultOf(evaluate(platforms, rules));
}

/**
 * Asks the rules of files of any origin: Terraform JSON, compose files, Kubernetes manifests, or folders of them.
 *
 * @throws BulwarkError with exit code 2 for what is none of these
 */
export function checkPaths(paths: readonly string[], rules: readonly Rule[]): CheckResult {
  const platforms: readonly Platform[] = platformsIn(paths);
  return resultOf(evaluate(platforms, rules));
}

function resultOf(report: Report): CheckResult {
  const findings = [...report.findings].sort(byGravity).map(entryOf);
  const counted = (verdict: Finding["verdict"]) => findings.filter((one) => one.verdict === verdict).length;
  const { pass, notApplicable, cannotSay } = report;
  return {
    schemaVersion: 1,
    command: "check",
    summary: { pass, fail: counted("fail"), unknown: counted("unknown"), notApplicable, cannotSay },
    notExamined: Object.fromEntries(report.notExamined),
    findings,
  };
}

function entryOf({ rule, subject, verdict, message }: Finding): CheckResult["findings"][number] {
  const { id, title, severity, fix, references } = rule;
  const { file, line } = subject.at;
  return {
    ...{ rule: id, title, severity, verdict, stack: stackOf(file), address: subject.id },
    ...(subject.path === undefined ? {} : { path: subject.path }),
    file,
    ...(line === undefined ? {} : { line }),
    ...{ message, fix, references: [...references] },
  };
}

/** cdktf writes each stack into a folder of its name. */
const stackOf = (file: string): string => (basename(file) === "cdk.tf.json" ? basename(dirname(file)) : file);

const rank = ({ rule, verdict }: Finding) => SEVERITIES.indexOf(rule.severity) + (verdict === "unknown" ? 10 : 0);

const byGravity = (a: Finding, b: Finding): number =>
  rank(a) - rank(b) || a.rule.id.localeCompare(b.rule.id) || a.subject.id.localeCompare(b.subject.id);

/** Whether a finding is as grave as that, or graver. What cannot be told is none. */
export const isRefused = ({ findings }: CheckResult, failOn: Severity): boolean =>
  findings.some(
    ({ verdict, severity }) => verdict === "fail" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn),
  );

export function checkText({ summary, findings, notExamined }: CheckResult): string {
  const rows = findings.map(({ severity, verdict, rule, address, message }) => [
    verdict === "unknown" ? "unknown" : severity,
    rule,
    address,
    message,
  ]);
  const failed = findings.filter(({ verdict }) => verdict === "fail");
  const cures = [...new Map(failed.map(({ rule, fix }) => [rule, `${rule}: ${fix}`])).values()];
  const left = Object.entries(notExamined).map(([type, count]) => `${count} ${type}`);
  return [
    ...(rows.length > 0 ? [textTable(["SEVERITY", "RULE", "WHERE", "WHAT"], rows), ""] : []),
    ...(cures.length > 0 ? [...cures, ""] : []),
    `${summary.fail} failed, ${summary.pass} passed, ${summary.unknown} cannot be told, ${summary.cannotSay} the source has no word for`,
    ...(left.length > 0 ? [`not examined: ${left.join(", ")}`] : []),
  ].join("\n");
}

export function rulesText(rules: readonly Rule[]): string {
  return textTable(
    ["RULE", "SEVERITY", "A CONTAINER"],
    rules.map(({ id, severity, title }) => [id, severity, title]),
  );
}

export function ruleText({ id, title, severity, why, fix, bad, good, references }: Rule): string {
  return [
    `${id} (${severity}): a container ${title}`,
    "",
    why,
    `Fix: ${fix}`,
    "",
    `Breaks it:  ${bad}`,
    `Keeps it:   ${good}`,
    "",
    ...references.map((reference) => `See ${reference}`),
  ].join("\n");
}
