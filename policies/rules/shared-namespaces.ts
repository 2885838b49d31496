import { NOT_APPLICABLE, judge } from "../evaluate";
import type { Rule } from "../rule";

export const sharedNamespaces: Rule<"container"> = {
  id: "BWK-shared-namespaces",
  title: "shares no namespace with another container",
  severity: "medium",
  why: "Whoever gets into one is in the other: its processes can be read and ended, its ports on 127.0.0.1 reached, and its limits on who may talk to it are gone.",
  fix: "Give it namespaces of its own, and a network that both are on. A task that nobody reaches may join for as long as it runs.",
  bad: `network_mode: "service:vpn"`,
  good: `networks: [backend]`,
  references: [
    "CIS Docker Benchmark 1.6, 5.10, 5.16, 5.17",
    "https://docs.docker.com/reference/cli/docker/container/run/#pid",
  ],
  on: "container",
  needs: ["sharedNamespaces", "networks"],
  check: ({ lifetime, sharedNamespaces, networks }) => {
    if (lifetime === "inert") return NOT_APPLICABLE;
    return judge(sharedNamespaces, "the namespaces that it joins", (shared) => {
      if (shared.length === 0) return undefined;
      const said = shared.map(({ namespace, of }) => `${namespace} of ${of}`).sort();
      const message = `joins another container: ${said.join(", ")}`;
      const isReached = lifetime === "service" || shared.some(({ namespace }) => namespace === "network");
      if (isReached) return message;
      return judge(networks, "the networks of a task that joins another", (all) =>
        all.length > 0 ? message : undefined,
      );
    });
  },
};
