import { basename, dirname } from "node:path";
import { z } from "zod";
import { SEVERITIES, type Finding, type Report, type Severity } from "../../policies/rule";
import type { BuiltInException, Platform } from "../../policies/facts/subject";
import type { WaivedFinding, WaivedFindings } from "../../policies/waivers";

const waiver = z.strictObject({
  rule: z.string(),
  subject: z.string(),
  value: z.string().describe("what is accepted"),
  reason: z.string(),
  owner: z.string(),
  until: z.string().describe("the last day on which it counts"),
});

const exception = z.strictObject({
  path: z.string(),
  protection: z.string(),
  detail: z.string().describe("what is accepted"),
  reason: z.string(),
});

const severity = z.enum(["critical", "high", "medium", "low"]);

export const findingSchema = z.strictObject({
  rule: z.string(),
  title: z.string(),
  severity,
  verdict: z.enum(["fail", "unknown", "waived"]),
  stack: z.string().describe("the synthesized stack; the file where there is none"),
  address: z.string().describe("Terraform's, kind/namespace/name/container, or the compose service"),
  path: z.string().optional().describe("construct path, where Bulwark made it"),
  file: z.string(),
  line: z.number().int().optional(),
  message: z.string(),
  value: z.string().describe("what a waiver would have to accept; empty where nothing is found"),
  fix: z.string(),
  references: z.array(z.string()),
  waiver: waiver.optional(),
  exception: exception.optional().describe("the component's own, in place of a waiver"),
});

/** The JSON of `bulwark check`. */
export const checkSchema = z.strictObject({
  schemaVersion: z.literal(1),
  command: z.literal("check"),
  summary: z.strictObject({
    pass: z.number().int(),
    fail: z.number().int(),
    unknown: z.number().int(),
    waived: z.number().int(),
    notApplicable: z.number().int(),
    cannotSay: z.number().int().describe("questions that the source has no word for"),
    notExamined: z.number().int().describe("things that no reader knows"),
  }),
  notExamined: z.record(z.string(), z.number().int()).describe("types that no reader knows, by number"),
  findings: z.array(findingSchema),
  waivers: z
    .array(waiver.extend({ state: z.enum(["used", "expired", "unused", "forbidden"]), message: z.string() }))
    .describe("every waiver of the environment, and what became of it"),
  exceptions: z
    .array(exception)
    .describe("what components need beyond the protections, with the reason; these are built in and do not end"),
});

export type CheckResult = z.output<typeof checkSchema>;
export type CheckFinding = CheckResult["findings"][number];

/** What else a report shows. */
export interface Beside {
  readonly exceptions: readonly BuiltInException[];
  /** Where people would change what a construct is, where that is known. */
  readonly placeOf: (finding: Finding) => { readonly file: string; readonly line?: number };
}

export function resultOf(report: Report, { standing, waived, waivers }: WaivedFindings, beside: Beside): CheckResult {
  const { pass, notApplicable, cannotSay } = report;
  const counted = (verdict: Finding["verdict"]) => standing.filter((one) => one.verdict === verdict).length;
  const notExamined = Object.fromEntries(report.notExamined);
  return {
    schemaVersion: 1,
    command: "check",
    summary: {
      ...{ pass, fail: counted("fail"), unknown: counted("unknown"), waived: waived.length, notApplicable, cannotSay },
      notExamined: Object.values(notExamined).reduce((sum, count) => sum + count, 0),
    },
    notExamined,
    findings: [
      ...[...standing].sort(byGravity).map((finding) => entryOf(finding, beside)),
      ...waived.map(({ finding, by }) => entryOf(finding, beside, by)),
    ],
    waivers: waivers.map(({ waiver: one, state, message }) => ({ ...one, state, message })),
    exceptions: [...beside.exceptions],
  };
}

function entryOf(finding: Finding, { placeOf }: Beside, by?: WaivedFinding["by"]): CheckFinding {
  const { rule, subject, message, value } = finding;
  const { id, title, severity: gravity, fix, references } = rule;
  const { file, line } = placeOf(finding);
  return {
    ...{ rule: id, title, severity: gravity, verdict: by ? "waived" : finding.verdict },
    ...{ stack: stackOf(subject.at.file), address: subject.id },
    ...(subject.path === undefined ? {} : { path: subject.path }),
    file,
    ...(line === undefined ? {} : { line }),
    ...{ message, value, fix, references: [...references] },
    ...by,
  };
}

/** What components need beyond the protections, of all that is looked at. */
export const exceptionsOf = (platforms: readonly Platform[]): readonly BuiltInException[] =>
  platforms.flatMap(({ exceptions = [] }) => exceptions);

/** cdktf writes each stack into a folder of its name. */
const stackOf = (file: string): string => (basename(file) === "cdk.tf.json" ? basename(dirname(file)) : file);

const rank = ({ rule, verdict }: Finding) => SEVERITIES.indexOf(rule.severity) + (verdict === "unknown" ? 10 : 0);

/** By code units: a language's own order takes ten times as long. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byGravity = (a: Finding, b: Finding): number =>
  rank(a) - rank(b) || byText(a.rule.id, b.rule.id) || byText(a.subject.id, b.subject.id);

/** By whom and why, of a finding that is waived. */
export function acceptedBy({ waiver: by, exception: own }: CheckFinding): string {
  return by ? `${by.reason}; ${by.owner}, until ${by.until}` : `${own!.reason}; built in`;
}

/** Whether a finding is as grave as that, or graver. What cannot be told is none. */
export const isGrave = ({ verdict, severity: gravity }: CheckFinding, failOn: Severity): boolean =>
  verdict === "fail" && SEVERITIES.indexOf(gravity) <= SEVERITIES.indexOf(failOn);

/** Whether a finding is as grave as that, or a waiver does not count. */
export const isRefused = ({ findings, waivers }: CheckResult, failOn: Severity): boolean =>
  waivers.some(({ state }) => state !== "used") || findings.some((finding) => isGrave(finding, failOn));
