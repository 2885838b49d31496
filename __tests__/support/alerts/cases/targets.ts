import type { AlertCase } from "./alert-case";

const MEMORY = 128 * 1024 * 1024;
const api = (metric: string, labels = "") => `${metric}{job="api",instance="a:80"${labels}}`;
const ofHost = (metric: string, labels = "") => `${metric}{job="node-exporter"${labels}}`;

export const TARGETS: readonly AlertCase[] = [
  {
    alert: "TargetDown",
    component: "api",
    minute: 5,
    fires: { [api("up")]: "1 1 0x10" },
    quiet: { [api("up")]: "1 1 1 1 0 1x5" },
  },
  {
    alert: "TargetMissing",
    component: "api",
    minute: 20,
    fires: { [api("up")]: "1 1 _x20" },
    quiet: { [api("up")]: "1x20" },
  },
  {
    alert: "ReplicaMissing",
    component: "api",
    minute: 10,
    fires: { [api("up")]: "1x10", 'up{job="api",instance="b:80"}': "1 0x9" },
    quiet: { [api("up")]: "1x10", 'up{job="api",instance="b:80"}': "1 0 0 1x7" },
  },
  {
    alert: "RestartLoop",
    component: "api",
    minute: 12,
    fires: { [api("process_start_time_seconds")]: "0 0 100 200 300 400 500x10" },
    // A roll of both replicas: two addresses go, two others come.
    quiet: {
      [api("process_start_time_seconds")]: "0 0 stale",
      'process_start_time_seconds{job="api",instance="b:80"}': "0 0 stale",
      'process_start_time_seconds{job="api",instance="c:80"}': "_ 100x12",
      'process_start_time_seconds{job="api",instance="d:80"}': "_ 100x12",
    },
  },
  {
    alert: "OutOfMemory",
    component: "api",
    minute: 5,
    fires: { [api("process_start_time_seconds")]: "0 0 0 180x5", [ofHost("node_vmstat_oom_kill")]: "7 7 8x5" },
    quiet: { [api("process_start_time_seconds")]: "0 0 0 180x5", [ofHost("node_vmstat_oom_kill")]: "7x9" },
  },
  {
    alert: "MemoryNearLimit",
    component: "api",
    minute: 10,
    fires: { [api("process_resident_memory_bytes")]: `${0.95 * MEMORY}x10` },
    quiet: { [api("process_resident_memory_bytes")]: `${0.85 * MEMORY}x10` },
  },
];
