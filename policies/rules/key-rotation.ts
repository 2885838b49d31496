import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Rule } from "../rule";

export const keyRotation: Rule<"cloudKey"> = {
  id: "BWK-key-rotation",
  title: "is rotated",
  severity: "medium",
  why: "The longer a key is the same, the more is lost with it; AWS keeps the old ones, so that nothing has to be encrypted again.",
  fix: "Set enable_key_rotation: true.",
  bad: `{ "resource": { "aws_kms_key": { "shop": { "description": "all of it" } } } }`,
  good: `{ "resource": { "aws_kms_key": { "shop": { "description": "all of it", "enable_key_rotation": true } } } }`,
  references: [
    "CIS Amazon Web Services Foundations Benchmark 3.0, 3.6",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-4",
  ],
  on: "cloudKey",
  needs: ["rotated"],
  check: ({ rotated }) =>
    judge(rotated, "whether it is rotated", (is) => {
      if (is === "without") return NOT_APPLICABLE;
      return is ? undefined : "is never rotated";
    }),
};
