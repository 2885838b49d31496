import { judge } from "../evaluate";
import type { Rule } from "../rule";

/** Names for whatever is newest, with or without what the image is made from: `latest-alpine`. */
const MOVING = /^(latest|stable|edge|nightly|main|master|dev|develop|current|lts|mainline|rolling|canary)(-[a-z]+)*$/;

export const imageVersion: Rule<"container"> = {
  id: "BWK-image-version",
  title: "runs an image that was chosen",
  severity: "medium",
  why: "Without a tag, or by latest, the next start may run something that nobody has seen.",
  fix: "Name a version or, better, a digest.",
  bad: `image: redis`,
  good: `image: redis:7.4.1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef`,
  references: [
    "CIS Docker Benchmark 1.6, 5.28",
    "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
  ],
  relatives: ["BWK-image-digest"],
  on: "container",
  needs: ["image"],
  check: (container) =>
    judge(container.image, "its image", ({ text, tag, digest }) => {
      // The engine runs nothing by a digest that is none.
      if (digest !== undefined || text.includes("@")) return undefined;
      return tag === undefined || MOVING.test(tag) ? `runs '${text}', whatever that is on the day` : undefined;
    }),
};
