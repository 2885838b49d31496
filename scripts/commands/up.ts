import { Option, type Command } from "commander";
import type { ImageSource } from "../../config";
import { confirmation } from "../../operations/confirm";
import { environmentOf } from "../../operations/deployment";
import { up } from "../../operations/up";
import { isQuiet } from "./shared-options";

interface Options {
  readonly yes?: boolean;
  readonly images?: ImageSource;
}

export function addUp(program: Command): void {
  program
    .command("up <environment>")
    .description("set up, deploy and wait until every container is healthy")
    .option("--yes", "do not ask before containers of removed layers go")
    .addOption(
      new Option("--images <source>", "where images come from, where the environment leaves it open").choices([
        "registry",
        "debian",
      ]),
    )
    .addHelpText("after", "\nExample:\n  npx bulwark up local")
    .action(async (environment: string, { yes, images }: Options, command: Command) => {
      const options = { quiet: isQuiet(command), confirm: confirmation(yes ?? false), ...(images ? { images } : {}) };
      process.stdout.write(`${await up(environmentOf(environment), options)}\n`);
    });
}
