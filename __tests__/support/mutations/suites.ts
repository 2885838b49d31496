import { outcomeOf, throwAwayEngine } from "../engine/engine";
import { runningContainers } from "../kernel/container";
import { readLimits } from "../kernel/container-limits";
import { limitDifferences, processDifferences, writeDifferences } from "../kernel/expected";
import { readProcesses } from "../kernel/processes";
import { attemptRootWrites } from "../kernel/write-attempts";
import type { MutantSources } from "./mutant";

const JEST = ["node_modules/jest/bin/jest.js", "--selectProjects=unit", "--bail", "--silent", "--testPathPatterns"];
const LABEL = "bulwark.environment=mutant";

/** What every container must keep; it is asked when a source's own test lets a mutation through. */
const CONTRACT = "__tests__/constructs/components/contract.test.ts";

/** Names of the unit tests that fail, of those that belong to the source first; none when nobody notices. */
export async function unitFailures({ folder }: MutantSources, source: string): Promise<readonly string[]> {
  for (const tests of [`__tests__/${source.replace(/\.ts$/, ".test.ts")}`, CONTRACT]) {
    const { stdout, stderr } = await outcomeOf("env", ["-C", folder, process.execPath, ...JEST, tests]);
    const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => line.startsWith("  ● "));
    if (lines.length > 0) return [...new Set(lines.map((line) => line.slice(4)))];
  }
  return [];
}

/** Deploys one hardened container from the sources, and says how what the kernel shows differs from what is declared. */
export async function runningDifferences({ folder }: MutantSources): Promise<readonly string[]> {
  const script = ["-r", "./__tests__/support/constructs/run-typescript.js", "./__tests__/support/mutations/deploy.ts"];
  const deployed = await outcomeOf("env", ["-C", folder, process.execPath, ...script, "apply"]);
  const [container] = await runningContainers(throwAwayEngine(), LABEL);
  if (!container) throw notDeployed(deployed.stderr.slice(-1000));
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

/** No catch: what does not start shows nothing. */
const notDeployed = (why: string) => new Error(`the container of the mutant did not start: ${why}`);
