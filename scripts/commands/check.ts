import { Option, type Command } from "commander";
import { CHECK_FORMATS, checkPaths, rulesNamed, SEVERITIES, type Severity } from "../../operations/check";
import { checkEnvironment, environmentAmong } from "../../operations/check/environment";
import { megabytes, MOST_MEGABYTES } from "../../operations/check/files";
import { ownRules } from "../../operations/check/own-rules";
import { isRefused } from "../../operations/check/result";
import { writeResult } from "../../operations/output";

interface Options {
  readonly failOn: Severity;
  readonly rule?: readonly string[];
  readonly ownRules?: string;
  readonly maxMb: number;
  readonly format: string;
  readonly output?: string;
}

export function addCheck(program: Command): void {
  program
    .command("check <environment|path...>")
    .description("ask the rules of an environment, or of Terraform JSON, plans, compose files and Kubernetes manifests")
    .addOption(
      new Option("--fail-on <severity>", "findings from this severity on exit with 1")
        .choices(SEVERITIES)
        .default("low"),
    )
    .option("--rule <id...>", "these rules alone")
    .option("--own-rules <file>", "JavaScript that exports rules of your own")
    .option("--max-mb <number>", "no file may be larger, in MB", megabytes, MOST_MEGABYTES)
    .addOption(
      new Option("--format <format>", "how it is printed").choices(Object.keys(CHECK_FORMATS)).default("table"),
    )
    .option("--output <file>", "where to; standard output when left out")
    .addHelpText("after", "\nExample:\n  npx bulwark check local\n  npx bulwark check compose.yaml --fail-on high")
    .action(async (inputs: readonly string[], options: Options) => {
      const { failOn, rule = [], ownRules: own, maxMb, format, output } = options;
      const rules = rulesNamed(rule, own === undefined ? [] : ownRules(own));
      const environment = environmentAmong(inputs, maxMb);
      const result = environment ? await checkEnvironment(environment, rules) : checkPaths(inputs, rules, maxMb);
      await writeResult(CHECK_FORMATS[format]!(result), output);
      if (isRefused(result, failOn)) process.exitCode = 1;
    });
}
