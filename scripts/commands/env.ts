import type { Command } from "commander";
import { environmentOf } from "../../operations/deployment";
import { prepareForPlainTools } from "../../operations/env";
import { isQuiet } from "./shared-options";

export function addEnv(program: Command): void {
  program
    .command("env [environment]")
    .description("shell lines that plain terraform and cdktf need; prepares images and secrets of the environment")
    .addHelpText("after", '\nExample:\n  eval "$(npx bulwark env local)" && npx cdktf deploy local')
    .action(async (name: string | undefined, _options: unknown, command: Command) => {
      const lines = await prepareForPlainTools(environmentOf(name ?? "local"), { quiet: isQuiet(command) });
      process.stdout.write(`${lines.join("\n")}\n`);
    });
}
