import { resultOf, type CheckResult } from "../../../operations/check/result";
import { CATALOGUE } from "../../../policies/catalogue";
import { evaluate } from "../../../policies/evaluate";
import { composePlatform } from "../../../policies/readers/compose";
import type { Finding } from "../../../policies/rule";
import { waive, type Waiver } from "../../../policies/waivers";

/** What the rules find in the text of a compose file. */
export const findingsIn = (text: string, file = "compose.yaml"): readonly Finding[] =>
  evaluate([composePlatform(text, file)], CATALOGUE).findings;

export const DAY = "2026-06-01";

export const waiver = (other: Partial<Waiver> = {}): Waiver => ({
  rule: "BWK-privileged",
  subject: "web",
  value: "is privileged",
  reason: "the vendor's driver needs it",
  owner: "team-platform",
  until: "2026-12-31",
  ...other,
});

/** The result of checking a compose file. */
export function checked(text: string, waivers: readonly Waiver[] = [], file = "compose.yaml"): CheckResult {
  const report = evaluate([composePlatform(text, file)], CATALOGUE);
  return resultOf(report, waive(report.findings, { waivers, exceptions: [], today: DAY }), {
    exceptions: [],
    placeOf: ({ subject }) => subject.at,
  });
}
