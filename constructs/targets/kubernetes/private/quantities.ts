import type { Memory, Resources } from "../../../core";
import type { ResourceValues } from "./values";

export const mebibytes = (memory: Memory): string => `${memory.toMebibytes()}Mi`;

const millis = (cpus: number): string => `${Math.max(10, Math.round(cpus * 1000))}m`;

/**
 * All of the memory is reserved, since what is missing ends a container. Of the CPUs it is half: they are a limit for short
 * loads, and whoever lacks some is only slower. Logs and what a program writes beside its volumes fit into 256 MiB.
 */
export function resourceValues({ memory, cpus }: Pick<Resources, "memory" | "cpus">): ResourceValues {
  return {
    cpuRequest: millis(cpus / 2),
    cpuLimit: millis(cpus),
    memory: mebibytes(memory),
    ephemeralStorage: "256Mi",
  };
}
