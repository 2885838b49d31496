import type { Command } from "commander";
import { environmentOf } from "../../operations/deployment";
import { lock } from "../../operations/lock";
import { writeResult } from "../../operations/output";
import { isQuiet } from "./shared-options";

export function addLock(program: Command): void {
  program
    .command("lock <environment>")
    .description("write the hashes of the environment's providers to locks/<environment>.lock.hcl, to be committed")
    .addHelpText("after", "\nExample:\n  npx bulwark lock local")
    .action(async (name: string, _options: unknown, command: Command) => {
      const { file, platforms, from } = await lock(environmentOf(name), { quiet: isQuiet(command) });
      const only =
        platforms === "all" ? "" : "\nThe registry was not asked: on other platforms these hashes are refused.";
      await writeResult(`${file}: ${platforms} platforms, from ${from}${only}`);
    });
}
