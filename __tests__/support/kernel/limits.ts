/** "unlimited" is said by the kernel; undefined means that it has no such file and cannot say. */
export type Limit = number | "unlimited" | undefined;

export interface CgroupLimits {
  readonly memoryBytes: Limit;
  /** Memory and swap together, which is what Docker's `memory_swap` sets. */
  readonly memoryAndSwapBytes: Limit;
  readonly cpus: Limit;
  readonly processes: Limit;
}

export interface SoftAndHard {
  readonly soft: Limit;
  readonly hard: Limit;
}

/** Gives the content of a file of the container's cgroup, undefined where there is none. */
export type CgroupFiles = (controller: string, file: string) => string | undefined;

/** An unset limit of v1 is the largest multiple of the page size in 63 bits. */
const V1_UNLIMITED = 2 ** 60;

export function limitsOfV1(files: CgroupFiles): CgroupLimits {
  const quota = numberOrMax(files("cpu", "cpu.cfs_quota_us"));
  const period = numberOrMax(files("cpu", "cpu.cfs_period_us"));
  return {
    memoryBytes: bytesOfV1(files("memory", "memory.limit_in_bytes")),
    memoryAndSwapBytes: bytesOfV1(files("memory", "memory.memsw.limit_in_bytes")),
    cpus: quota === -1 ? "unlimited" : quotient(quota, period),
    processes: numberOrMax(files("pids", "pids.max")),
  };
}

export function limitsOfV2(files: CgroupFiles): CgroupLimits {
  const [quota, period] = (files("cpu", "cpu.max") ?? "").trim().split(" ");
  const memory = numberOrMax(files("memory", "memory.max"));
  return {
    memoryBytes: memory,
    memoryAndSwapBytes: sum(memory, numberOrMax(files("memory", "memory.swap.max"))),
    cpus: quotient(numberOrMax(quota), numberOrMax(period)),
    processes: numberOrMax(files("pids", "pids.max")),
  };
}

/** Reads one line of /proc/<pid>/limits, such as `Max open files`. */
export function parseProcessLimit(text: string, name: string): SoftAndHard {
  const line = text.split("\n").find((candidate) => candidate.startsWith(name)) ?? "";
  const [soft, hard] = line.slice(name.length).trim().split(/\s+/);
  return { soft: numberOrMax(soft), hard: numberOrMax(hard) };
}

function numberOrMax(text: string | undefined): Limit {
  const word = text?.trim();
  if (word === "max" || word === "unlimited") return "unlimited";
  return word ? Number(word) : undefined;
}

function bytesOfV1(text: string | undefined): Limit {
  const bytes = numberOrMax(text);
  return typeof bytes === "number" && bytes > V1_UNLIMITED ? "unlimited" : bytes;
}

function quotient(quota: Limit, period: Limit): Limit {
  return typeof quota === "number" && typeof period === "number" ? quota / period : quota;
}

function sum(memory: Limit, swap: Limit): Limit {
  if (memory === undefined || swap === undefined) return undefined;
  return typeof memory === "number" && typeof swap === "number" ? memory + swap : "unlimited";
}
