import type { Command } from "commander";
import { rulesNamed } from "../../operations/check";
import { writeResult } from "../../operations/output";
import { ruleText, rulesText } from "../../operations/rules/text";

export function addRules(program: Command): void {
  program
    .command("rules [id]")
    .description("list the rules, or show one with its reason, cure and examples")
    .addHelpText("after", "\nExample:\n  npx bulwark rules BWK-engine-socket")
    .action(async (id: string | undefined) => {
      const rules = rulesNamed(id === undefined ? [] : [id]);
      await writeResult(id === undefined ? rulesText(rules) : ruleText(rules[0]!));
    });
}
