import type { Command } from "commander";
import { environmentOf } from "../../operations/deployment";
import { refuseOnKubernetes } from "../../operations/kubernetes/instead";
import { rollback } from "../../operations/rollback";
import { isQuiet } from "./shared-options";

export function addRollback(program: Command): void {
  program
    .command("rollback <environment> <layer>")
    .description("take a layer back to the generation before, without an edit; says what to edit")
    .addHelpText("after", "\nExample:\n  npx bulwark rollback local items")
    .action(async (name: string, layer: string, _options: object, command: Command) => {
      const environment = environmentOf(name);
      refuseOnKubernetes(environment, "rollback", layer);
      process.stdout.write(`${await rollback(environment, layer, { quiet: isQuiet(command) })}\n`);
    });
}
