import type Docker from "dockerode";
import { type RunningContainer, runningContainers } from "./container";
import { readLimits } from "./container-limits";
import {
  type ExpectedLimits,
  type ExpectedProcess,
  limitDifferences,
  processDifferences,
  writeDifferences,
} from "./expected";
import { readProcesses, unclaimedProcesses } from "./processes";
import { attemptRootWrites } from "./write-attempts";

export interface ExpectedContainer {
  readonly process: ExpectedProcess;
  readonly limits: ExpectedLimits;
}

/**
 * Everything the kernel says otherwise than declared, of all running containers of the engine: of each process, of the
 * limits, of attempts to write, and of containers and processes that nobody declared. Empty when all is as promised.
 */
export async function kernelDifferences(
  docker: Docker,
  expected: Readonly<Record<string, ExpectedContainer>>,
): Promise<readonly string[]> {
  const containers = await runningContainers(docker);
  const names = containers.map(({ name }) => name);
  const each = await Promise.all(containers.map((container) => ofContainer(container, expected[container.name])));
  return [
    ...each.flat(),
    ...Object.keys(expected).flatMap((name) =>
      names.includes(name) ? [] : [`${name}: is declared, but does not run`],
    ),
    ...unclaimedProcesses(containers).map((pid) => `process ${pid} is in a namespace of its own, but in no container`),
  ];
}

async function ofContainer(container: RunningContainer, expected?: ExpectedContainer): Promise<readonly string[]> {
  if (!expected) return [`${container.name}: runs, but nobody declared it`];
  const processes = await readProcesses(container);
  return [
    ...processes.flatMap((process) => processDifferences(process, expected.process)),
    ...limitDifferences(container.name, readLimits(container), expected.limits),
    ...writeDifferences(await attemptRootWrites(processes), [container.name]),
  ];
}
