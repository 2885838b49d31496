import { Option, type Command } from "commander";
import { audit, AUDIT_FORMATS } from "../../operations/audit";
import { rulesNamed, SEVERITIES, type Severity } from "../../operations/check";
import { megabytes, MOST_MEGABYTES } from "../../operations/check/files";
import { isGrave } from "../../operations/check/result";
import { writeResult } from "../../operations/output";

interface Options {
  readonly failOn: Severity;
  readonly maxMb: number;
  readonly format: string;
  readonly output?: string;
}

export function addAudit(program: Command): void {
  program
    .command("audit <compose-file>")
    .description("what a compose file promises and what it leaves open, service by service, with cures and a score")
    .addOption(
      new Option("--fail-on <severity>", "findings from this severity on exit with 1")
        .choices(SEVERITIES)
        .default("low"),
    )
    .option("--max-mb <number>", "the file may not be larger, in MB", megabytes, MOST_MEGABYTES)
    .addOption(
      new Option("--format <format>", "how it is printed").choices(Object.keys(AUDIT_FORMATS)).default("table"),
    )
    .option("--output <file>", "where to; standard output when left out")
    .addHelpText("after", "\nExample:\n  npx bulwark audit compose.yaml --fail-on high")
    .action(async (file: string, { failOn, maxMb, format, output }: Options) => {
      const result = audit(file, rulesNamed([]), maxMb);
      await writeResult(AUDIT_FORMATS[format]!(result), output);
      if (result.findings.some((finding) => isGrave(finding, failOn))) process.exitCode = 1;
    });
}
