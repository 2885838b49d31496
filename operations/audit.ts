import { existsSync } from "node:fs";
import { UnreadableSource } from "../policies/errors";
import type { Platform } from "../policies/facts/subject";
import { composePlatform } from "../policies/readers/compose";
import type { Rule, Severity } from "../policies/rule";
import { auditMarkdown } from "./audit/markdown";
import type { AuditResult } from "./audit/result";
import { auditText } from "./audit/table";
import { answersTo } from "./check/answers";
import { noSuchInput, refusedByReader } from "./check/errors";
import { readInput } from "./check/files";
import { projectFolder } from "./check/project-folder";
import { resultOf } from "./check/result";
import { jsonText } from "../review/text/escape";

/**
 * Asks the rules of one compose file, with what it includes and extends in its own folder, and says how much it keeps.
 *
 * @throws BulwarkError with exit code 2 for what is no compose file
 */
export function audit(file: string, rules: readonly Rule[], mostMegabytes: number): AuditResult {
  const platform = platformIn(file, mostMegabytes);
  const report = answersTo(rules, [platform]);
  const beside = { exceptions: [], placeOf: ({ subject }: { readonly subject: Subject }) => subject.at };
  const unwaived = { standing: report.findings, waived: [], waivers: [] };
  const { findings, notExamined, summary } = resultOf(report, unwaived, beside);
  const { pass: kept, fail, unknown: cannotTell, cannotSay: noWord, notApplicable } = summary;
  const asked = kept + fail;
  return {
    schemaVersion: 1,
    command: "audit",
    file,
    // Rounded down: all is only all.
    score: {
      kept,
      asked,
      failed: failedBy(findings),
      percent: asked === 0 ? null : Math.floor((100 * kept) / asked),
      cannotTell,
      noWord,
      notApplicable,
    },
    notExamined,
    findings: [...findings],
  };
}

function failedBy(findings: AuditResult["findings"]): Readonly<Record<Severity, number>> {
  const failed = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { verdict, severity } of findings) if (verdict === "fail") failed[severity] += 1;
  return failed;
}

type Subject = Platform["subjects"][number];

function platformIn(file: string, mostMegabytes: number): Platform {
  if (!existsSync(file)) throw noSuchInput(file);
  const { text } = readInput(file, mostMegabytes);
  try {
    return composePlatform(text, file, projectFolder(file));
  } catch (error) {
    if (error instanceof UnreadableSource) throw refusedByReader(error.message);
    throw error;
  }
}

/** How a result is written, by the name of the format. */
export const AUDIT_FORMATS: Readonly<Record<string, (result: AuditResult) => string>> = {
  table: auditText,
  json: jsonText,
  markdown: auditMarkdown,
};
