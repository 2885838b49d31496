import { Option, type Command } from "commander";
import type { ImageSource } from "../../config";
import { confirmation } from "../../operations/confirm";
import { environmentOf } from "../../operations/deployment";
import { up } from "../../operations/up";
import { isQuiet } from "./shared-options";

interface Options {
  readonly yes?: boolean;
  readonly images?: ImageSource;
  readonly adopt?: boolean;
  readonly reviewed?: string;
  readonly plans: string;
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
    .option("--adopt", "take over what another installation, or a lost state, left on the host")
    .option("--reviewed <digest>", "apply exactly the saved plan that a review showed, or refuse")
    .option("--plans <folder>", "where 'plan --save' kept it", "plans")
    .addHelpText("after", "\nExample:\n  npx bulwark up local\n  npx bulwark up local --reviewed 4f1c… --plans plans")
    .action(async (environment: string, given: Options, command: Command) => {
      const { yes = false, images, adopt = false, reviewed: digest, plans: folder } = given;
      const options = {
        ...{ quiet: isQuiet(command), adopt, confirm: confirmation(yes) },
        ...(images ? { images } : {}),
        ...(digest === undefined ? {} : { reviewed: { digest, folder } }),
      };
      process.stdout.write(`${await up(environmentOf(environment), options)}\n`);
    });
}
