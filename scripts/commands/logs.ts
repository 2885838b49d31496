import type { Command } from "commander";
import { environmentOf, openDeployment } from "../../operations/deployment";
import { refuseOnKubernetes } from "../../operations/kubernetes/instead";
import { logs } from "../../operations/logs";

export function addLogs(program: Command): void {
  program
    .command("logs <environment> [layer]")
    .description("the last lines of the logs, of one layer or of all")
    .option("-f, --follow", "go on until interrupted")
    .addHelpText("after", "\nExample:\n  npx bulwark logs local gateway -f")
    .action(async (name: string, layer: string | undefined, { follow = false }: { follow?: boolean }) => {
      const environment = environmentOf(name);
      refuseOnKubernetes(environment, "logs", layer);
      const deployment = await openDeployment(environment);
      const print = (line: string) => void process.stdout.write(`${line}\n`);
      await logs(deployment, { follow, ...(layer ? { layer } : {}) }, print);
    });
}
