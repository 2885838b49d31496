import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const trailValidation: Rule<"trail"> = {
  id: "BWK-trail-validation",
  title: "notices when its files are changed",
  severity: "medium",
  why: "Whoever can write to the bucket takes out what they did, and nobody sees that something is missing.",
  fix: "Set enable_log_file_validation: true.",
  bad: `{ "resource": { "aws_cloudtrail": { "shop": { "name": "shop", "s3_bucket_name": "shop-trail" } } } }`,
  good: `{ "resource": { "aws_cloudtrail": { "shop": { "name": "shop", "s3_bucket_name": "shop-trail", "enable_log_file_validation": true } } } }`,
  references: [
    "CIS Amazon Web Services Foundations Benchmark 3.0, 3.2",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-4",
  ],
  on: "trail",
  needs: ["validated"],
  check: ({ validated }) =>
    judge(validated, "whether its files are signed", (are) =>
      are ? undefined : "does not notice when its files are changed",
    ),
};
