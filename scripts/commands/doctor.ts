import { Option, type Command } from "commander";
import { environmentOf } from "../../operations/deployment";
import { doctorOf, doctorTable } from "../../operations/doctor";
import { writeResult } from "../../operations/output";

interface Options {
  readonly format: "table" | "json";
  readonly output?: string;
}

const LACKING = 3;

export function addDoctor(program: Command): void {
  program
    .command("doctor [environment]")
    .description("what this machine lacks, each with its remedy; changes nothing")
    .addOption(
      new Option("--format <format>", "for people or for programs").choices(["table", "json"]).default("table"),
    )
    .option("--output <file>", "instead of standard output")
    .addHelpText("after", "\nExample:\n  npx bulwark doctor local")
    .action(async (name: string | undefined, { format, output }: Options) => {
      const report = await doctorOf(name === undefined ? undefined : environmentOf(name));
      await writeResult(format === "json" ? JSON.stringify(report, undefined, 2) : doctorTable(report), output);
      if (!report.ok) process.exitCode = LACKING;
    });
}
