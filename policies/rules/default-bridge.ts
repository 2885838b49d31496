import { NOT_APPLICABLE, judge } from "../evaluate";
import type { Rule } from "../rule";

const ENGINES_OWN = "bridge";

export const defaultBridge: Rule<"container"> = {
  id: "BWK-default-bridge",
  title: "is on a network of its own platform",
  severity: "medium",
  why: "On the engine's default network every container of the host that names no other one reaches it, those of strangers too.",
  fix: "Make a network, and join it by name; or none, where nothing is asked.",
  bad: `network_mode: bridge`,
  good: `networks: [backend]`,
  references: [
    "CIS Docker Benchmark 1.6, 5.30",
    "https://docs.docker.com/engine/network/drivers/bridge/#differences-between-user-defined-bridges-and-the-default-bridge",
  ],
  on: "container",
  needs: ["networks"],
  check: ({ lifetime, networks }) =>
    lifetime === "inert"
      ? NOT_APPLICABLE
      : judge(networks, "its networks", (all) =>
          all.some(({ network }) => network === ENGINES_OWN) ? "is on the engine's default network" : undefined,
        ),
};
