import { Argument, Option, type Command } from "commander";
import { openStackOrEnvironment } from "../../operations/deployment";
import { refuseOnKubernetes } from "../../operations/kubernetes/instead";
import { writeResult } from "../../operations/output";
import { runSecrets, secretsText, type SecretsVerb } from "../../operations/secrets-command";
import { progressOf } from "./shared-options";

interface Options {
  readonly format: "table" | "json";
  readonly output?: string;
}

const PROBLEMS = 1;

export function addSecrets(program: Command): void {
  program
    .command("secrets <environment>")
    .addArgument(
      new Argument("<verb>", "make what is missing, look, or give new values").choices(["init", "check", "rotate"]),
    )
    .description("secret files on the Docker host; never prints a value")
    .argument("[names...]", "for rotate: these alone")
    .addOption(
      new Option("--format <format>", "for people or for programs").choices(["table", "json"]).default("table"),
    )
    .option("--output <file>", "instead of standard output")
    .addHelpText(
      "after",
      "\nExamples:\n  npx bulwark secrets local rotate way-in-token\n" +
        "  npx bulwark secrets cdktf.out/stacks/shop init    # of a stack of your own",
    )
    .action(async function (this: Command, name: string, verb: SecretsVerb, names: string[]) {
      const { format, output } = this.opts<Options>();
      const deployment = await openStackOrEnvironment(name, (environment) =>
        refuseOnKubernetes(environment, `secrets ${verb}`),
      );
      const result = await runSecrets(deployment, verb, {
        report: progressOf(this),
        ...(names.length > 0 ? { names } : {}),
      });
      await writeResult(format === "json" ? JSON.stringify(result, undefined, 2) : secretsText(result), output);
      if (result.problems.length > 0) process.exitCode = PROBLEMS;
    });
}
