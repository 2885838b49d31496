import type { Command } from "commander";
import { bench, repetitionsOf } from "../../bench";
import { progressOf } from "./shared-options";

export function addBench(program: Command): void {
  program
    .command("bench", { hidden: true })
    .description("Bulwark and docker compose side by side")
    .option("--repetitions <count>", "how often each is measured; medians are shown", "3")
    .option("--output <file>", "where every figure goes, as JSON")
    .action(async ({ repetitions, output }: { repetitions: string; output?: string }, command: Command) => {
      const report = progressOf(command);
      const options = { repetitions: repetitionsOf(repetitions), report, ...(output ? { output } : {}) };
      process.stdout.write(`${await bench(options)}\n`);
    });
}
