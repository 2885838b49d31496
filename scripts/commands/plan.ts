import type { Command } from "commander";
import type { Environment } from "../../config";
import { environmentOf } from "../../operations/deployment";
import { isOnKubernetes } from "../../operations/kubernetes/deployment";
import { kubernetesPlanText, planOnKubernetes } from "../../operations/kubernetes/plan";
import { plan, planText, type PlanOptions } from "../../operations/plan";
import { writeResult } from "../../operations/output";
import { isQuiet } from "./shared-options";

export function addPlan(program: Command): void {
  program
    .command("plan <environment>")
    .description("show what up would change; changes nothing")
    .option("--json <file>", "write Terraform's plan as JSON")
    .option("--save <folder>", "keep the plan with all that it depends on, for 'review --plan' and 'up --reviewed'")
    .addHelpText("after", "\nExample:\n  npx bulwark plan local\n  npx bulwark plan local --save plans")
    .action(async (name: string, { json, save }: { json?: string; save?: string }, command: Command) => {
      const options = { quiet: isQuiet(command), ...(save === undefined ? {} : { save }) };
      const { terraform, text } = await planned(environmentOf(name), options);
      if (json) await writeResult(JSON.stringify(terraform), json);
      await writeResult(text);
    });
}

async function planned(environment: Environment, options: PlanOptions) {
  if (isOnKubernetes(environment)) {
    const made = await planOnKubernetes(environment, options);
    return { terraform: made.terraform, text: kubernetesPlanText(made) };
  }
  const made = await plan(environment, options);
  return { terraform: made.terraform, text: planText(made) };
}
