import type { AlertCase } from "./alert-case";

const GIB = 1024 ** 3;
const ofHost = (metric: string, labels = "") => `${metric}{job="node-exporter"${labels}}`;
const disk = (metric: string) => ofHost(metric, `,mountpoint="/etc/hostname"`);

export const HOST: readonly AlertCase[] = [
  {
    alert: "HostOutOfMemoryKill",
    component: "node-exporter",
    minute: 4,
    fires: { [ofHost("node_vmstat_oom_kill")]: "7 7 8 8 8" },
    quiet: { [ofHost("node_vmstat_oom_kill")]: "7x5" },
  },
  {
    alert: "HostMemoryLow",
    component: "node-exporter",
    minute: 10,
    fires: {
      [ofHost("node_memory_MemAvailable_bytes")]: `${0.5 * GIB}x10`,
      [ofHost("node_memory_MemTotal_bytes")]: `${8 * GIB}x10`,
    },
    quiet: {
      [ofHost("node_memory_MemAvailable_bytes")]: `${GIB}x10`,
      [ofHost("node_memory_MemTotal_bytes")]: `${8 * GIB}x10`,
    },
  },
  {
    alert: "HostOverloaded",
    component: "node-exporter",
    minute: 20,
    fires: {
      [ofHost("node_load5")]: "5x20",
      [ofHost("node_cpu_seconds_total", `,cpu="0",mode="idle"`)]: "0x20",
      [ofHost("node_cpu_seconds_total", `,cpu="1",mode="idle"`)]: "0x20",
    },
    quiet: {
      [ofHost("node_load5")]: "3x20",
      [ofHost("node_cpu_seconds_total", `,cpu="0",mode="idle"`)]: "0x20",
      [ofHost("node_cpu_seconds_total", `,cpu="1",mode="idle"`)]: "0x20",
    },
  },
  {
    alert: "DiskFilling",
    component: "node-exporter",
    minute: 80,
    fires: {
      [disk("node_filesystem_avail_bytes")]: `${38 * GIB}-${GIB / 4}x80`,
      [disk("node_filesystem_size_bytes")]: `${100 * GIB}x80`,
    },
    quiet: {
      [disk("node_filesystem_avail_bytes")]: `${38 * GIB}-${GIB / 64}x80`,
      [disk("node_filesystem_size_bytes")]: `${100 * GIB}x80`,
    },
  },
  {
    alert: "DiskAlmostFull",
    component: "node-exporter",
    minute: 5,
    fires: {
      [disk("node_filesystem_avail_bytes")]: `${5 * GIB}x5`,
      [disk("node_filesystem_size_bytes")]: `${100 * GIB}x5`,
    },
    quiet: {
      [disk("node_filesystem_avail_bytes")]: `${15 * GIB}x5`,
      [disk("node_filesystem_size_bytes")]: `${100 * GIB}x5`,
    },
  },
];
