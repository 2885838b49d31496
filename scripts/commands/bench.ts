import type { Command } from "commander";
import { bench, partsOf, repetitionsOf } from "../../bench";
import { progressOf } from "./shared-options";

export function addBench(program: Command): void {
  program
    .command("bench [part...]", { hidden: true })
    .description(
      "Bulwark beside docker compose, the stock template of cdktf and checkov: compose, synth, growth, proxy, kubernetes, rules, review",
    )
    .option("--repetitions <count>", "how often each is measured; medians are shown", "3")
    .option("--output <file>", "where every figure goes by part, as JSON")
    .action(
      async (parts: string[], { repetitions, output }: { repetitions: string; output?: string }, command: Command) => {
        const report = progressOf(command);
        const options = {
          parts: partsOf(parts),
          repetitions: repetitionsOf(repetitions),
          report,
          ...(output ? { output } : {}),
        };
        process.stdout.write(`${await bench(options)}\n`);
      },
    );
}
