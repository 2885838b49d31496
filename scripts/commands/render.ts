import type { Command } from "commander";
import { environmentOf } from "../../operations/deployment";
import { writeResult } from "../../operations/output";
import { render } from "../../operations/render";
import { isQuiet } from "./shared-options";

export function addRender(program: Command): void {
  program
    .command("render <environment>")
    .description("write the Kubernetes manifests, one file per object; asks no cluster")
    .option("--out <folder>", "where to; files of an earlier run are replaced", "rendered")
    .addHelpText("after", "\nExample:\n  npx bulwark render rag-production --out rendered")
    .action(async (name: string, { out }: { out: string }, command: Command) => {
      const files = await render(environmentOf(name), { quiet: isQuiet(command), out });
      await writeResult(files.join("\n"));
    });
}
