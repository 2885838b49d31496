import { Option, type Command } from "commander";
import { megabytes, MOST_MEGABYTES } from "../../operations/check/files";
import { writeResult } from "../../operations/output";
import { reviewed, REVIEW_FORMATS } from "../../operations/review";
import { progressOf } from "./shared-options";

interface Options {
  readonly base?: string;
  readonly head?: string;
  readonly plan?: readonly string[];
  readonly maxMb: number;
  readonly format: string;
  readonly output?: string;
}

export function addReview(program: Command): void {
  program
    .command("review")
    .description("what a change would do: of two synthesized outputs, or of plans")
    .option("--base <side>", "before the change: a commit, or a folder that cdktf wrote")
    .option("--head <side>", "the same with the change", "cdktf.out")
    .option("--plan <file...>", "plans, as 'terraform show -json' prints them")
    .option("--max-mb <number>", "no file may be larger, in MB", megabytes, MOST_MEGABYTES)
    .addOption(
      new Option("--format <format>", "how it is written").choices(Object.keys(REVIEW_FORMATS)).default("markdown"),
    )
    .option("--output <file>", "where to; standard output when left out")
    .addHelpText(
      "after",
      "\nExample:\n  npx bulwark review --base before --head cdktf.out\n  npx bulwark review --plan plan.json",
    )
    .action(async ({ base, head, plan, maxMb, format, output }: Options, command: Command) => {
      const review = await reviewed({ base, head, plans: plan }, maxMb, progressOf(command));
      await writeResult(REVIEW_FORMATS[format]!(review), output);
      if (review.verdict !== "ok") process.exitCode = 1;
    });
}
