import { Argument, type Command } from "commander";
import { confirmation } from "../../operations/confirm";
import { environmentOf } from "../../operations/deployment";
import { unlockState } from "../../operations/unlock-state";
import { isQuiet } from "./shared-options";

interface Options {
  readonly yes?: boolean;
}

export function addState(program: Command): void {
  program
    .command("state <environment>")
    .addArgument(new Argument("<verb>", "take away the lock of a run that is dead").choices(["unlock"]))
    .description("Terraform's state in a bucket")
    .option("--yes", "do not ask")
    .addHelpText("after", "\nExample:\n  npx bulwark state local-s3 unlock")
    .action(async (name: string, _verb: "unlock", { yes = false }: Options, command: Command) => {
      const options = { quiet: isQuiet(command), confirm: confirmation(yes) };
      process.stdout.write(`${await unlockState(environmentOf(name), options)}\n`);
    });
}
