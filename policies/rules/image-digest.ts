import { cannotTell, judge } from "../evaluate";
import type { Rule } from "../rule";

/** As builds name what they make: after the commit, or after what is in it. */
const NAMED_AFTER_CONTENT = /(^|[^0-9a-z])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}$/;

export const imageDigest: Rule<"container"> = {
  id: "BWK-image-digest",
  title: "runs an image by its digest",
  severity: "low",
  why: "A tag can be moved to another image by whoever may push; a digest is the image itself.",
  fix: "Write the digest behind the tag: redis:7.4.1@sha256:…; docker buildx imagetools inspect shows it.",
  bad: `image: redis:7.4.1`,
  good: `image: redis:7.4.1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef`,
  references: [
    "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
    "https://kubernetes.io/docs/concepts/containers/images/#image-names",
  ],
  relatives: ["BWK-image-version"],
  on: "container",
  needs: ["image"],
  check: (container) =>
    judge(container.image, "its image", ({ text, tag = "", digest }) => {
      if (digest !== undefined) return undefined;
      if (text.includes("@")) return `runs '${text}', whose digest is none`;
      return NAMED_AFTER_CONTENT.test(tag)
        ? cannotTell(`'${text}' is named after what is in it, which only a digest would prove`)
        : `runs '${text}' without a digest`;
    }),
};
