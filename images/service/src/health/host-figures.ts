import { readFile, statfs } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { performance } from "node:perf_hooks";

/** Where cgroup v2 and v1 keep the memory limit of this container. */
const MEMORY_LIMIT_FILES = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];

let previous = { at: performance.now(), usage: process.cpuUsage(), loop: performance.eventLoopUtilization() };

/** Use of the processor since the last call. */
export function cpuFigures(): Record<string, unknown> {
  const now = { at: performance.now(), usage: process.cpuUsage(), loop: performance.eventLoopUtilization() };
  const busyMs = (now.usage.user + now.usage.system - previous.usage.user - previous.usage.system) / 1000;
  const loop = performance.eventLoopUtilization(now.loop, previous.loop).utilization;
  const figures = {
    usedPercent: round((100 * busyMs) / Math.max(now.at - previous.at, 1)),
    eventLoopPercent: round(100 * loop),
    processors: availableParallelism(),
    loadAverage: loadavg().map(round),
  };
  previous = now;
  return figures;
}

export async function memoryFigures(): Promise<Record<string, unknown>> {
  const { rss, heapUsed, heapTotal, external } = process.memoryUsage();
  return {
    rssBytes: rss,
    heapUsedBytes: heapUsed,
    heapTotalBytes: heapTotal,
    externalBytes: external,
    limitBytes: await memoryLimit(),
  };
}

async function memoryLimit(): Promise<number | null> {
  for (const file of MEMORY_LIMIT_FILES) {
    const limit = Number(await readFile(file, "utf8").catch(() => "none"));
    if (Number.isSafeInteger(limit)) return limit;
  }
  return null;
}

/** The root file system: its layers lie on the host's disk, so this shows when that disk fills up. */
export async function diskFigures(): Promise<Record<string, unknown>> {
  const { bsize, blocks, bavail } = await statfs("/");
  return { path: "/", totalBytes: bsize * blocks, availableBytes: bsize * bavail };
}

/** Bytes through each interface since the container started; null where the kernel does not say. */
export async function networkFigures(): Promise<Record<string, unknown> | null> {
  const table = await readFile("/proc/net/dev", "utf8").catch(() => "");
  const rows = [...table.matchAll(/^\s*([^\s:]+):\s*(\d+)(?:\s+\d+){7}\s+(\d+)/gm)];
  const interfaces = rows.map(([, name, received, sent]) => [
    name,
    { receivedBytes: Number(received), sentBytes: Number(sent) },
  ]);
  return interfaces.length > 0 ? (Object.fromEntries(interfaces) as Record<string, unknown>) : null;
}

const round = (value: number): number => Math.round(value * 100) / 100;
