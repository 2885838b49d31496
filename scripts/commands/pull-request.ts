import type { Command } from "commander";
import { megabytes } from "../../operations/check/files";
import { writeResult } from "../../operations/output";
import { reviewPullRequest } from "../../operations/pull-request";
import { runNumber } from "../../operations/pull-request/surroundings";
import { progressOf } from "./shared-options";

interface Options {
  readonly run: number;
  readonly base: string;
  readonly artifact: string;
  readonly out: string;
  readonly author: string;
  readonly maxMb: number;
}

/** Bulwark's own environments are 0.2 MB. */
const MOST_MEGABYTES = 25;

export function addPullRequest(program: Command): void {
  program
    .command("pull-request")
    .description("review what a pull request's run synthesized, in a comment and as a check; for GitHub Actions")
    .requiredOption("--run <number>", "the workflow run whose artifact is reviewed", runNumber)
    .option("--base <folder>", "the base, as cdktf wrote it", "cdktf.out")
    .option("--artifact <name>", "what the run called it", "bulwark-head")
    .option("--out <folder>", "where the report is written, in every format", "bulwark-review")
    .option("--author <login>", "whose comment is kept up to date", "github-actions[bot]")
    .option("--max-mb <number>", "no artifact may be larger, packed, in MB", megabytes, MOST_MEGABYTES)
    .addHelpText("after", "\nExample:\n  npx bulwark pull-request --run 1234567890 --base cdktf.out")
    .action(async ({ maxMb, ...options }: Options, command: Command) => {
      const said = await reviewPullRequest({ ...options, mostMegabytes: maxMb, report: progressOf(command) });
      await writeResult(said);
    });
}
