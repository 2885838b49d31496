import type { Command } from "commander";
import { runTests } from "../../operations/testing";
import { progressOf } from "./shared-options";

export function addTest(program: Command): void {
  program
    .command("test", { hidden: true })
    .description("everything that proves Bulwark itself")
    .option("--only <words>", "only suites whose name contains this")
    .action(async ({ only }: { only?: string }, command: Command) => {
      const { green, summary } = await runTests({ report: progressOf(command), ...(only ? { only } : {}) });
      process.stdout.write(`\n${summary}\n`);
      if (!green) process.exitCode = 1;
    });
}
