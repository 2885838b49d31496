import { Option, type Command } from "commander";
import { backup, backupText } from "../../operations/backup";
import { environmentOf } from "../../operations/deployment";
import { refuseOnKubernetes } from "../../operations/kubernetes/instead";
import { writeResult } from "../../operations/output";
import { isQuiet } from "./shared-options";

interface Options {
  readonly check?: boolean;
  readonly format: "table" | "json";
  readonly output?: string;
}

export function addBackup(program: Command): void {
  program
    .command("backup <environment>")
    .description("save everything that keeps data now, as the schedule does")
    .option("--check", "make no backup, and read all of the repository instead")
    .addOption(
      new Option("--format <format>", "for people or for programs").choices(["table", "json"]).default("table"),
    )
    .option("--output <file>", "instead of standard output")
    .addHelpText("after", "\nExample:\n  npx bulwark backup local")
    .action(async (name: string, { check = false, format, output }: Options, command: Command) => {
      const environment = environmentOf(name);
      refuseOnKubernetes(environment, "backup");
      const result = await backup(environment, { quiet: isQuiet(command), check });
      await writeResult(format === "json" ? JSON.stringify(result, undefined, 2) : backupText(result), output);
    });
}
