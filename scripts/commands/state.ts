import { Argument, Option, type Command } from "commander";
import { confirmation } from "../../operations/confirm";
import { environmentOf } from "../../operations/deployment";
import { writeResult } from "../../operations/output";
import { bootstrapState, bootstrapText } from "../../operations/state/bootstrap";
import { versionToName } from "../../operations/state/errors";
import { restoreState } from "../../operations/state/restore";
import { unlockState } from "../../operations/state/unlock";
import { stateVersions, versionsTable } from "../../operations/state/versions";
import { isQuiet } from "./shared-options";

interface Options {
  readonly yes?: boolean;
  readonly stack?: string;
  readonly format: "table" | "json";
  readonly output?: string;
}

type Verb = "bootstrap" | "versions" | "restore" | "unlock";

const VERBS: readonly Verb[] = ["bootstrap", "versions", "restore", "unlock"];

const EXAMPLES = `
  bootstrap  make the bucket in the environment's AWS account, and keep its own state there
  versions   list the versions of a state, each with what the write after it did
  restore    make an older version the current one again
  unlock     take away the lock of a run that is dead

Examples:
  npx bulwark state local-s3 versions
  npx bulwark state local-s3 unlock`;

export function addState(program: Command): void {
  program
    .command("state <environment>")
    .addArgument(new Argument("<verb>", "what to do").choices(VERBS))
    .addArgument(new Argument("[version]", "of restore: the version to go back to"))
    .description("Terraform's state in a bucket")
    .option("--stack <stack>", "whose state, where the environment has several")
    .option("--yes", "do not ask")
    .addOption(
      new Option("--format <format>", "of bootstrap and versions: for people or for programs")
        .choices(["table", "json"])
        .default("table"),
    )
    .option("--output <file>", "instead of standard output")
    .addHelpText("after", EXAMPLES)
    .action(async (...[name, verb, version, options, command]: ActionWords) => {
      await writeResult(await answer({ name, verb, version, options }, command), options.output);
    });
}

type ActionWords = [name: string, verb: Verb, version: string | undefined, options: Options, command: Command];

interface Typed {
  readonly name: string;
  readonly verb: Verb;
  readonly version: string | undefined;
  readonly options: Options;
}

async function answer({ name, verb, version, options }: Typed, command: Command): Promise<string> {
  const { yes = false, stack, format } = options;
  const environment = environmentOf(name);
  const how = { quiet: isQuiet(command), confirm: confirmation(yes), stack };
  const shown = <T>(result: T, text: (result: T) => string) =>
    format === "json" ? JSON.stringify(result, undefined, 2) : text(result);
  if (verb === "bootstrap") return shown(await bootstrapState(environment, how), bootstrapText);
  if (verb === "versions") return shown(await stateVersions(environment, stack), versionsTable);
  if (verb === "unlock") return unlockState(environment, how);
  if (version === undefined) throw versionToName();
  return restoreState(environment, version, how);
}
