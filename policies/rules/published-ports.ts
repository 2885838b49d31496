import { judge } from "../evaluate";
import { EVERY_ADDRESS } from "../facts/place";
import type { Rule } from "../rule";

export const publishedPorts: Rule<"container"> = {
  id: "BWK-published-ports",
  title: "publishes ports on an address that was chosen",
  severity: "high",
  why: "A port without an address is open on every interface of the host, and past most of its firewalls.",
  fix: "Name the address: 127.0.0.1:8080:80.",
  bad: `ports: ["8080:80"]`,
  good: `ports: ["127.0.0.1:8080:80"]`,
  references: ["CIS Docker Benchmark 1.6, 5.14"],
  relatives: ["BWK-host-namespaces", "BWK-host-port"],
  on: "container",
  needs: ["exposures"],
  check: (container) =>
    judge(container.exposures, "its ports", (exposures) => {
      const open = exposures
        .filter(({ address }) => address === EVERY_ADDRESS)
        .map(({ hostPort, port }) => hostPort ?? port)
        .sort((a, b) => a - b);
      return open.length === 0 ? undefined : `publishes on every address: ${open.join(", ")}`;
    }),
};
