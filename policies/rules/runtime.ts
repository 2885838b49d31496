import { judge } from "../evaluate";
import type { Rule } from "../rule";

/** By their own names, and by those of their shims in containerd. */
const KNOWN = /^(|(io\.containerd\.)?(runc|crun|youki|runsc|kata)([.-][\w.-]+)?)$/;

export const runtime: Rule<"container"> = {
  id: "BWK-runtime",
  title: "runs by a runtime that confines it",
  severity: "low",
  why: "The runtime is what sets up every other protection, as root; one with another name may leave some of them out, or put in devices and libraries of the host.",
  fix: "Leave the runtime to the engine, or name runc, crun, youki, runsc or kata.",
  bad: `runtime: nvidia`,
  good: `runtime: runsc`,
  references: [
    "https://docs.docker.com/engine/daemon/alternative-runtimes/",
    "https://github.com/opencontainers/runtime-spec/blob/main/implementations.md",
  ],
  on: "container",
  needs: ["runtime"],
  check: (container) =>
    judge(container.runtime, "its runtime", (name) =>
      KNOWN.test(name) ? undefined : `runs by '${name}', of which is not known what it confines`,
    ),
};
