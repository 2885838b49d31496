import { Option, type Command } from "commander";
import { environmentOf, openDeployment } from "../../operations/deployment";
import { writeResult } from "../../operations/output";
import { statusOf, statusTable } from "../../operations/status";

interface Options {
  readonly format: "table" | "json";
  readonly output?: string;
}

const NOT_HEALTHY = 1;

export function addStatus(program: Command): void {
  program
    .command("status <environment>")
    .description("what runs, how it is, and where it answers")
    .addOption(
      new Option("--format <format>", "for people or for programs").choices(["table", "json"]).default("table"),
    )
    .option("--output <file>", "instead of standard output")
    .addHelpText("after", "\nExample:\n  npx bulwark status local --format json")
    .action(async (name: string, { format, output }: Options) => {
      const { docker, manifest } = await openDeployment(environmentOf(name));
      const status = await statusOf(docker, manifest);
      await writeResult(format === "json" ? JSON.stringify(status, undefined, 2) : statusTable(status), output);
      if (!status.healthy) process.exitCode = NOT_HEALTHY;
    });
}
