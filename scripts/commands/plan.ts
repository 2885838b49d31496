import type { Command } from "commander";
import type { Environment } from "../../config";
import { environmentOf } from "../../operations/deployment";
import { isOnKubernetes } from "../../operations/kubernetes/deployment";
import { kubernetesPlanText, planOnKubernetes } from "../../operations/kubernetes/plan";
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
      const { terraform, text } = await planned(environmentOf(name), { quiet: isQuiet(command) });
      if (json) await writeResult(JSON.stringify(terraform), json);
      await writeResult(text);
    });
}

async function planned(environment: Environment, options: { readonly quiet: boolean }) {
  if (isOnKubernetes(environment)) {
    const made = await planOnKubernetes(environment, options);
    return { terraform: made.terraform, text: kubernetesPlanText(made) };
  }
  const made = await plan(environment, options);
  return { terraform: made.terraform, text: planText(made) };
}
