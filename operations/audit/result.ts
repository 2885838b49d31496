import { z } from "zod";
import { type CheckFinding, findingSchema } from "../check/result";

/** The JSON of `bulwark audit`. */
export const auditSchema = z.strictObject({
  schemaVersion: z.literal(1),
  command: z.literal("audit"),
  file: z.string(),
  score: z
    .strictObject({
      kept: z.number().int().describe("answers that keep the promise"),
      asked: z.number().int().describe("answers that keep it or break it"),
      failed: z
        .strictObject({
          critical: z.number().int(),
          high: z.number().int(),
          medium: z.number().int(),
          low: z.number().int(),
        })
        .describe("answers that break it, by severity"),
      percent: z.number().int().nullable().describe("kept of asked, rounded down; null without any answer"),
      cannotTell: z.number().int().describe("questions that the file leaves open"),
      noWord: z.number().int().describe("questions that a compose file has no word for"),
      notApplicable: z.number().int(),
    })
    .describe("each rule asked of each service and network counts once, whatever its severity"),
  notExamined: z.record(z.string(), z.number().int()).describe("what was not read, by number"),
  findings: z.array(findingSchema).describe("the gravest first; address is the service or networks.<name>"),
});

export type AuditResult = z.output<typeof auditSchema>;

/** What was found of one service or network, the gravest first. */
export interface Audited {
  readonly address: string;
  readonly where: string;
  readonly failed: readonly CheckFinding[];
  readonly open: readonly CheckFinding[];
}

/** By service, those with the gravest finding first. */
export function auditedOf({ findings }: AuditResult): readonly Audited[] {
  const groups = new Map<string, CheckFinding[]>();
  for (const finding of findings) groups.set(finding.address, [...(groups.get(finding.address) ?? []), finding]);
  return [...groups].map(([address, all]) => ({
    address,
    where: placeOf(all[0]!),
    failed: all.filter(({ verdict }) => verdict === "fail"),
    open: all.filter(({ verdict }) => verdict === "unknown"),
  }));
}

const placeOf = ({ file, line }: CheckFinding): string => (line === undefined ? file : `${file}:${line}`);

/** Questions that stay open for the same reason. */
export function openByReason(open: readonly CheckFinding[]): readonly (readonly [rules: string, reason: string])[] {
  const reasons = new Map<string, string[]>();
  for (const { rule, message } of open) reasons.set(message, [...(reasons.get(message) ?? []), rule]);
  return [...reasons].map(([reason, rules]) => [rules.join(", "), reason]);
}

/** The cure of each rule that failed, once. */
export const curesOf = ({ findings }: AuditResult): readonly (readonly [rule: string, fix: string])[] => [
  ...new Map(findings.filter(({ verdict }) => verdict === "fail").map(({ rule, fix }) => [rule, fix])),
];

export function scoreText({ score }: AuditResult): string {
  const { kept, asked, percent, cannotTell, noWord, failed } = score;
  const share = percent === null ? "" : ` (${percent} %)`;
  const broken = Object.entries(failed).flatMap(([severity, count]) => (count === 0 ? [] : [`${count} ${severity}`]));
  return `${kept} of ${asked} answers keep the promise${share}${broken.length === 0 ? "" : `, ${broken.join(", ")} do not`}, ${cannotTell} cannot be told, ${noWord} compose has no word for`;
}

export const leftText = ({ notExamined }: AuditResult): string =>
  Object.entries(notExamined)
    .map(([what, count]) => `${count} ${what}`)
    .join(", ");
