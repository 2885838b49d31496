import { Option, type Command } from "commander";
import { confirmation } from "../../operations/confirm";
import { environmentOf } from "../../operations/deployment";
import { refuseOnKubernetes } from "../../operations/kubernetes/instead";
import { writeResult } from "../../operations/output";
import { backupsOf, restore, restoreText, savedSettings } from "../../operations/restore";
import { isQuiet } from "./shared-options";

interface Options {
  readonly snapshot: string;
  readonly list?: boolean;
  readonly settings?: string;
  readonly overwrite?: boolean;
  readonly yes?: boolean;
  readonly format: "table" | "json";
  readonly output?: string;
}

export function addRestore(program: Command): void {
  program
    .command("restore <environment>")
    .description("bring back what a backup holds, into servers that are empty")
    .option("--snapshot <id>", "which backup", "latest")
    .option("--list", "the backups that there are; changes nothing")
    .option("--settings <file>", "write the settings that were saved to this file; changes nothing else")
    .option("--overwrite", "into servers that hold data too, which is lost; asks first")
    .option("--yes", "do not ask")
    .addOption(
      new Option("--format <format>", "for people or for programs").choices(["table", "json"]).default("table"),
    )
    .option("--output <file>", "instead of standard output")
    .addHelpText("after", "\nExamples:\n  npx bulwark restore local --list\n  npx bulwark restore local --overwrite")
    .action(async (name: string, options: Options, command: Command) => {
      const environment = environmentOf(name);
      refuseOnKubernetes(environment, "restore");
      const { snapshot, overwrite = false, yes = false, list = false, settings, format, output } = options;
      if (settings) return writeResult(await savedSettings(environment, snapshot), settings);
      const how = { quiet: isQuiet(command), snapshot, overwrite, confirm: confirmation(yes) };
      const result = list ? await backupsOf(environment) : await restore(environment, how);
      await writeResult(format === "json" ? JSON.stringify(result, undefined, 2) : restoreText(result), output);
    });
}
