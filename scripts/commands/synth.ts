import type { Command } from "commander";
import { environmentOf } from "../../operations/deployment";
import { projectPaths } from "../../operations/project";
import { synthChecked } from "../../operations/synth";

export function addSynth(program: Command): void {
  program
    .command("synth [environment...]")
    .description("write the Terraform JSON of environments, all when none is named")
    .option("--out <folder>", "where to", "cdktf.out")
    .addHelpText("after", "\nExample:\n  npx bulwark synth local --out /tmp/review")
    .action(async (names: string[], { out }: { out: string }) => {
      const paths = projectPaths(process.cwd(), out);
      await synthChecked(
        paths,
        names.map((name) => environmentOf(name, paths).file),
      );
    });
}
