import { judge } from "../evaluate";
import type { Rule } from "../rule";

const PRIVATE = /^r?private$/;

export const propagation: Rule<"container"> = {
  id: "BWK-propagation",
  title: "shares no mounts with the host",
  severity: "medium",
  why: "Through a shared mount a container mounts over folders of the host, and sees whatever the host mounts later.",
  fix: "Take the propagation away: the engine's choice is rprivate.",
  bad: `volumes: [{ type: bind, source: /srv/shop, target: /srv, bind: { propagation: rshared } }]`,
  good: `volumes: [{ type: bind, source: /srv/shop, target: /srv, bind: { propagation: rprivate } }]`,
  references: [
    "CIS Docker Benchmark 1.6, 5.20",
    "https://docs.docker.com/engine/storage/bind-mounts/#configure-bind-propagation",
    "https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation",
  ],
  relatives: ["BWK-volume-types"],
  on: "container",
  needs: ["mounts"],
  check: (container) =>
    judge(container.mounts, "its mounts", (mounts) => {
      const shared = mounts.filter(({ propagation }) => propagation !== undefined && !PRIVATE.test(propagation));
      const said = shared.map(({ target, propagation }) => `${target} (${propagation})`);
      return said.length === 0 ? undefined : `shares mounts with the host: ${said.sort().join(", ")}`;
    }),
};
