import { outcomeOf } from "../engine/engine";
import { throwAwayEngine } from "../engine/engine";
import { runningContainers } from "../kernel/container";
import { readLimits } from "../kernel/container-limits";
import { limitDifferences, processDifferences, writeDifferences } from "../kernel/expected";
import { readProcesses } from "../kernel/processes";
import { attemptRootWrites } from "../kernel/write-attempts";
import type { MutantSources } from "./mutant";

/** The tests that are to notice: those of the constructs, without the ones that start programs. */
const UNIT = ["--selectProjects", "unit", "--bail", "--silent", "--testPathPatterns", "__tests__/(constructs|main)/"];
const LABEL = "bulwark.environment=mutant";

/** Names of the unit tests that fail; none when the mutation goes unnoticed. */
export async function unitFailures({ folder }: MutantSources): Promise<readonly string[]> {
  const { stdout, stderr } = await outcomeOf("env", ["-C", folder, "npx", "jest", ...UNIT]);
  const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => line.startsWith("  ● "));
  return [...new Set(lines.map((line) => line.slice(4)))];
}

/** Deploys one hardened container from the sources, and says how what the kernel shows differs from what is declared. */
export async function runningDifferences({ folder }: MutantSources): Promise<readonly string[]> {
  const script = ["-r", "./__tests__/support/constructs/run-typescript.js", "./__tests__/support/mutations/deploy.ts"];
  const deployed = await outcomeOf("env", ["-C", folder, process.execPath, ...script, "apply"]);
  const [container] = await runningContainers(throwAwayEngine(), LABEL);
  if (!container) return [`it does not start: ${deployed.stderr.slice(-500)}`];
  const processes = await readProcesses(container);
  const limits = { memoryBytes: 64 * 1024 * 1024, cpus: 0.25, processes: 64, openFiles: 16_384 };
  const found = [
    ...processes.flatMap((one) => processDifferences(one, { uid: 65534, gid: 65534 })),
    ...writeDifferences(await attemptRootWrites(processes), [container.name]),
    ...limitDifferences("container", readLimits(container), limits),
  ];
  await outcomeOf("env", ["-C", folder, process.execPath, ...script, "destroy"]);
  return found;
}
