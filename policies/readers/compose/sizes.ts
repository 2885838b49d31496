import { z } from "zod";
import { byDefault, declared, type Fact } from "../../facts/fact";
import { bytesOf } from "../../facts/sizes";
import type { Entry } from "./entry";
import { text, written } from "./shapes";

type Limit = Fact<number | "unlimited">;

/** https://docs.docker.com/reference/compose-file/extension/#specifying-byte-values */
export const bytes = written(bytesOf, "a size such as 512m");

const amount = written((value) => (/^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined), "a number");

const MEMORY = z.object({ mem_limit: bytes.optional(), "deploy.resources.limits.memory": bytes.optional() });
const SWAP = MEMORY.extend({ memswap_limit: bytes.optional() });
const PROCESSES = z.object({
  pids_limit: amount.optional(),
  "deploy.resources.limits.pids": amount.optional(),
  cgroup_parent: text.optional(),
});
const CPUS = z.object({
  cpus: amount.optional(),
  "deploy.resources.limits.cpus": amount.optional(),
  cpu_quota: amount.optional(),
  cpu_period: amount.optional(),
});

/** Microseconds. https://docs.docker.com/engine/containers/resource_constraints/#configure-the-default-cfs-scheduler */
const PERIOD = 100_000;

/** Where nothing is said there is no limit. https://docs.docker.com/engine/containers/resource_constraints/ */
const NONE: Fact<"unlimited"> = byDefault("unlimited");

export const memoryOf = (service: Entry): Limit =>
  service.fact(MEMORY, (said) => limit(said["deploy.resources.limits.memory"] ?? said.mem_limit), NONE);

/** With a limit of memory alone the engine allows as much swap again. https://docs.docker.com/engine/containers/resource_constraints/#--memory-swap-details */
export const memoryAndSwapOf = (service: Entry): Limit =>
  service.fact(
    SWAP,
    (said): Limit => {
      if (said.memswap_limit) return limit(said.memswap_limit);
      const memory = said["deploy.resources.limits.memory"] ?? said.mem_limit ?? 0;
      return memory > 0 ? byDefault(memory * 2) : NONE;
    },
    NONE,
  );

export const cpusOf = (service: Entry): Limit =>
  service.fact(
    CPUS,
    ({ cpus, cpu_quota: quota, cpu_period: period = PERIOD, ...said }): Limit => {
      const limited = said["deploy.resources.limits.cpus"] ?? cpus;
      if (limited !== undefined) return limit(limited);
      return quota === undefined ? NONE : limit(quota / period);
    },
    NONE,
  );

/** A limit of its own holds below that of a slice. https://docs.docker.com/reference/compose-file/services/#cgroup_parent */
export const processesOf = (service: Entry): Fact<number | "unlimited" | "slice"> =>
  service.fact<typeof PROCESSES, number | "unlimited" | "slice">(
    PROCESSES,
    ({ pids_limit: own, cgroup_parent: slice = "", ...said }) => {
      const limited = said["deploy.resources.limits.pids"] ?? own ?? 0;
      return limited <= 0 && slice !== "" ? declared("slice") : limit(limited);
    },
    NONE,
  );

/** Zero and less are no limit. */
const limit = (value = 0): Limit => declared(value > 0 ? value : "unlimited");
