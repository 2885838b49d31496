import type { Command } from "commander";
import { confirmation } from "../../operations/confirm";
import { environmentOf } from "../../operations/deployment";
import { down } from "../../operations/down";
import { isQuiet } from "./shared-options";

interface Options {
  readonly volumes?: boolean;
  readonly yes?: boolean;
  readonly adopt?: boolean;
}

export function addDown(program: Command): void {
  program
    .command("down <environment>")
    .description("remove everything but data volumes")
    .option("--volumes", "remove data volumes and secrets too; asks first")
    .option("--yes", "do not ask")
    .option("--adopt", "also what another installation, or a lost state, left on the host")
    .addHelpText("after", "\nExample:\n  npx bulwark down local --volumes")
    .action(async (name: string, { volumes = false, yes = false, adopt = false }: Options, command: Command) => {
      const environment = environmentOf(name);
      const confirm = confirmation(yes);
      if (volumes) await confirm(`this removes all data and secrets of ${environment.name}, for ever`);
      process.stdout.write(`${await down(environment, { quiet: isQuiet(command), volumes, adopt, confirm })}\n`);
    });
}
