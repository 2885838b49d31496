import type { TmpfsOptions } from "../../../policies/facts/container";
import { byDefault, declared } from "../../../policies/facts/fact";
import { casesOf } from "../../support/policies/cases";
import { container } from "../../support/policies/container";

const SIZED: TmpfsOptions = { sizeBytes: 1024, allowed: [] };
const memory = (tmpfs?: TmpfsOptions) => ({
  mounts: declared([{ kind: "tmpfs" as const, source: "", target: "/tmp", readOnly: false, ...(tmpfs && { tmpfs }) }]),
});

/** What a container may use up. */
export const limitCases = casesOf("container", container, {
  "BWK-memory-limit": {
    breaks: [[{ memoryBytes: byDefault("unlimited") }, "has no memory limit, by default"]],
    keeps: [{ memoryBytes: declared(1) }],
  },
  "BWK-swap-limit": {
    breaks: [
      [{ memoryAndSwapBytes: byDefault(2048) }, "may swap beyond its memory limit, by default"],
      [{ memoryAndSwapBytes: declared("unlimited") }, "may swap beyond its memory limit"],
    ],
    keeps: [{ memoryAndSwapBytes: declared(1024) }],
    notApplicable: [{ memoryBytes: byDefault("unlimited") }],
  },
  "BWK-cpu-limit": {
    breaks: [[{ cpus: byDefault("unlimited") }, "has no CPU limit, by default"]],
    keeps: [{ cpus: declared(4) }],
  },
  "BWK-process-limit": {
    breaks: [[{ processes: byDefault("unlimited") }, "has no process limit, by default"]],
    keeps: [{ processes: declared("slice") }, { processes: declared(1) }],
  },
  "BWK-log-limit": {
    breaks: [[{ logLimit: byDefault(false) }, "writes a log without bound, by default"]],
    keeps: [{ logLimit: byDefault(true) }],
  },
  "BWK-tmpfs-options": {
    breaks: [
      [memory({ ...SIZED, allowed: ["exec"] }), "has memory mounted with more than data in it: /tmp (exec)"],
      [
        memory({ ...SIZED, allowed: ["suid", "dev"] }),
        "has memory mounted with more than data in it: /tmp (suid, dev)",
      ],
    ],
    keeps: [memory(SIZED), memory(), { mounts: declared([]) }],
  },
  "BWK-tmpfs-size": {
    breaks: [
      [
        { ...memory({ ...SIZED, sizeBytes: undefined }), memoryBytes: declared("unlimited") },
        "may fill the host's memory through /tmp",
      ],
      [{ ...memory(), memoryBytes: byDefault("unlimited") }, "may fill the host's memory through /tmp, by default"],
    ],
    keeps: [memory(), { ...memory(SIZED), memoryBytes: byDefault("unlimited") }, { mounts: declared([]) }],
  },
});
