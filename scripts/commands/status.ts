import { Option, type Command } from "commander";
import type { Environment } from "../../config";
import { environmentOf, openDeployment } from "../../operations/deployment";
import { isOnKubernetes } from "../../operations/kubernetes/deployment";
import { kubernetesStatus, SECRET_AND_KEY } from "../../operations/kubernetes/status";
import { writeResult } from "../../operations/output";
import { statusOf, statusTable } from "../../operations/status";

interface Options {
  readonly format: "table" | "json";
  readonly output?: string;
}

const NOT_HEALTHY = 1;

export function addStatus(program: Command): void {
  program
    .command("status <environment>")
    .description("what runs, how it is, and where it answers")
    .addOption(
      new Option("--format <format>", "for people or for programs").choices(["table", "json"]).default("table"),
    )
    .option("--output <file>", "instead of standard output")
    .addHelpText("after", "\nExample:\n  npx bulwark status local --format json")
    .action(async (name: string, { format, output }: Options) => {
      const environment = environmentOf(name);
      const status = isOnKubernetes(environment)
        ? await kubernetesStatus(environment)
        : await dockerStatus(environment);
      const table = statusTable(status, isOnKubernetes(environment) ? SECRET_AND_KEY : undefined);
      await writeResult(format === "json" ? JSON.stringify(status, undefined, 2) : table, output);
      if (!status.healthy) process.exitCode = NOT_HEALTHY;
    });
}

async function dockerStatus(environment: Environment) {
  const { docker, manifest } = await openDeployment(environment);
  return statusOf(docker, manifest);
}
