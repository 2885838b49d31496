import { plainText } from "../../review/text/escape";
import { type Audited, auditedOf, type AuditResult, curesOf, leftText, openByReason, scoreText } from "./result";

/** For people: service by service, then how to cure it, last the score. */
export function auditText(result: AuditResult): string {
  const cures = curesOf(result).map(([rule, fix]) => `  ${rule}: ${fix}`);
  const left = leftText(result);
  return [
    ...auditedOf(result).flatMap(serviceLines),
    ...(cures.length > 0 ? ["How to cure it", ...cures, ""] : []),
    plainText(`${result.file}: ${scoreText(result)}`),
    ...(left === "" ? [] : [plainText(`not examined: ${left}`)]),
  ].join("\n");
}

function serviceLines({ address, where, failed, open }: Audited): readonly string[] {
  return [
    plainText(`${address} (${where})`),
    ...failed.map(({ severity, rule, message }) => {
      const [gravity, name] = [severity.toUpperCase().padEnd("CRITICAL".length), rule.padEnd(longest(failed))];
      return plainText(`  ${gravity}  ${name}  ${message}`);
    }),
    ...openByReason(open).map(([rules, reason]) => plainText(`  ${reason}: ${rules}`)),
    "",
  ];
}

const longest = (findings: Audited["failed"]): number => Math.max(...findings.map(({ rule }) => rule.length));
