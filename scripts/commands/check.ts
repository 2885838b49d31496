import { Option, type Command } from "commander";
import { existsSync } from "node:fs";
import { checkEnvironment, checkPaths, checkText, isRefused, rulesNamed } from "../../operations/check";
import { environmentOf } from "../../operations/deployment";
import { writeResult } from "../../operations/output";

interface Options {
  readonly failOn: "critical" | "high" | "medium" | "low";
  readonly rule?: readonly string[];
  readonly format: "table" | "json";
  readonly output?: string;
}

export function addCheck(program: Command): void {
  program
    .command("check <environment|path...>")
    .description("ask the rules of an environment, or of Terraform JSON, compose files and Kubernetes manifests")
    .addOption(
      new Option("--fail-on <severity>", "findings from this severity on exit with 1")
        .choices(["critical", "high", "medium", "low"])
        .default("low"),
    )
    .option("--rule <id...>", "these rules alone")
    .addOption(new Option("--format <format>", "how it is printed").choices(["table", "json"]).default("table"))
    .option("--output <file>", "where to; standard output when left out")
    .addHelpText("after", "\nExample:\n  npx bulwark check local\n  npx bulwark check compose.yaml --fail-on high")
    .action(async (inputs: readonly string[], { failOn, rule = [], format, output }: Options) => {
      const rules = rulesNamed(rule);
      const [only] = inputs;
      const isEnvironment = inputs.length === 1 && !existsSync(only!);
      const result = isEnvironment ? await checkEnvironment(environmentOf(only!), rules) : checkPaths(inputs, rules);
      await writeResult(format === "json" ? JSON.stringify(result, undefined, 2) : checkText(result), output);
      if (isRefused(result, failOn)) process.exitCode = 1;
    });
}
