import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Loaded into a measured program by `node --require`: writes what its process took when it ends. Its peak memory comes from
 * Linux: `resourceUsage().maxRSS` of a child is never less than what its parent had when it started it.
 * https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
 */
const folder = process.env["BULWARK_BENCH_FIGURES"];
if (folder !== undefined) {
  process.once("exit", () => {
    const { userCPUTime, systemCPUTime } = process.resourceUsage();
    const peakKiB = /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    const figures = { cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMiB: Number(peakKiB) / 1024 };
    writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(figures));
  });
}
