import { plainText } from "../../review/text/escape";
import { acceptedBy, type CheckFinding, type CheckResult } from "./result";

/** For people: by rule, the gravest first, each with its cure. */
export function checkText(result: CheckResult): string {
  const { findings } = result;
  const of = (verdict: CheckFinding["verdict"]) => findings.filter((one) => one.verdict === verdict);
  return [
    ...byRule(of("fail")).flatMap(failedRule),
    ...section("Cannot be told", byRule(of("unknown")).flatMap(openRule)),
    ...section("Waived", of("waived").map(waivedLine)),
    ...section("Waivers that do not count", badWaivers(result)),
    ...section("Built-in exceptions", result.exceptions.map(exceptionLine)),
    ...summaryLines(result),
  ].join("\n");
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`), ""];

function byRule(findings: readonly CheckFinding[]): readonly (readonly CheckFinding[])[] {
  const groups = new Map<string, CheckFinding[]>();
  for (const finding of findings) groups.set(finding.rule, [...(groups.get(finding.rule) ?? []), finding]);
  return [...groups.values()];
}

function failedRule(findings: readonly CheckFinding[]): readonly string[] {
  const { rule, severity, fix } = findings[0]!;
  return [
    `${severity.toUpperCase()}  ${rule}`,
    ...findings.map((finding) => `  ${whereOf(finding)}: ${plainText(finding.message)}`),
    `  Fix: ${fix}`,
    "",
  ];
}

function openRule(findings: readonly CheckFinding[]): readonly string[] {
  const byMessage = new Map<string, string[]>();
  for (const { message, address } of findings) byMessage.set(message, [...(byMessage.get(message) ?? []), address]);
  return [...byMessage].map(
    ([message, addresses]) => `${findings[0]!.rule}: ${plainText(`${message} (${addresses.join(", ")})`)}`,
  );
}

const waivedLine = (finding: CheckFinding): string =>
  `${finding.rule} ${whereOf(finding)}: ${plainText(`${finding.message} (${acceptedBy(finding)})`)}`;

const badWaivers = ({ waivers }: CheckResult): readonly string[] =>
  waivers
    .filter(({ state }) => state !== "used")
    .map(({ rule, subject, message }) => `${rule} of ${plainText(`${subject}: ${message}`)}`);

const exceptionLine = ({ path, protection, detail, reason }: CheckResult["exceptions"][number]): string =>
  plainText(`${path || "the stack"}: ${protection} (${detail}): ${reason}`);

const whereOf = ({ path, address, file, line }: CheckFinding): string =>
  plainText(`${path ?? address} (${line === undefined ? file : `${file}:${line}`})`);

function summaryLines({ summary, notExamined }: CheckResult): readonly string[] {
  const left = Object.entries(notExamined).map(([type, count]) => plainText(`${count} ${type}`));
  return [
    `${summary.fail} failed, ${summary.pass} passed, ${summary.waived} waived, ${summary.unknown} cannot be told, ` +
      `${summary.cannotSay} the source has no word for`,
    ...(left.length > 0 ? [`not examined: ${left.join(", ")}`] : []),
  ];
}
