import { NOT_APPLICABLE, judge } from "../evaluate";
import type { Rule } from "../rule";

export const restart: Rule<"container"> = {
  id: "BWK-restart",
  title: "comes back by itself",
  severity: "low",
  why: "What ends by a fault, or with the host, stays down until somebody sees it.",
  fix: "Restart it unless it was stopped.",
  bad: `restart: "no"`,
  good: `restart: unless-stopped`,
  references: [
    "https://docs.docker.com/engine/containers/start-containers-automatically/",
    "CIS Docker Benchmark 1.6, 5.15",
  ],
  deviation: {
    from: "CIS Docker Benchmark 1.6, 5.15",
    reason:
      "It asks for on-failure with five attempts, after which a service stays down, and does not come back with the host; Bulwark uses unless-stopped, bounds what each start may take, and alerts on restarts. on-failure passes, too.",
  },
  on: "container",
  needs: ["restart"],
  check: ({ lifetime, restart }) =>
    lifetime === "service"
      ? judge(restart, "its restart", ({ policy }) => (policy === "no" ? "stays down when it ends" : undefined))
      : NOT_APPLICABLE,
};
