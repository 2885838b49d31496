import type { Command } from "commander";
import { environmentOf } from "../../operations/deployment";
import { plan, planText } from "../../operations/plan";
import { writeResult } from "../../operations/output";
import { isQuiet } from "./shared-options";

export function addPlan(program: Command): void {
  program
    .command("plan <environment>")
    .description("show what up would change; changes nothing")
    .option("--json <file>", "write Terraform's plan as JSON")
    .addHelpText("after", "\nExample:\n  npx bulwark plan local")
    .action(async (name: string, { json }: { json?: string }, command: Command) => {
      const made = await plan(environmentOf(name), { quiet: isQuiet(command) });
      if (json) await writeResult(JSON.stringify(made.terraform), json);
      await writeResult(planText(made));
    });
}
