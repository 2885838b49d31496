import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const imageVersion: Rule = {
  id: "BWK-image-version",
  title: "runs an image that was chosen",
  severity: "medium",
  why: "Without a tag, or by latest, the next start may run something that nobody has seen.",
  fix: "Name a version or, better, a digest.",
  bad: `image: redis`,
  good: `image: redis:7.4.1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef`,
  references: ["CIS Docker Benchmark 1.6, 5.28"],
  on: "container",
  check: (container) =>
    judge(container.image, "its image", ({ text, tag, digest }) => {
      if (digest !== undefined) return undefined;
      return tag === undefined || tag === "latest" ? `runs '${text}', whatever that is on the day` : undefined;
    }),
};
