import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const trailRunning: Rule<"trail"> = {
  id: "BWK-trail-running",
  title: "is running",
  severity: "high",
  why: "A trail that is there and does not record looks as if nothing had happened.",
  fix: "Leave enable_logging out, or set it to true.",
  bad: `{ "resource": { "aws_cloudtrail": { "shop": { "name": "shop", "s3_bucket_name": "shop-trail", "enable_logging": false } } } }`,
  good: `{ "resource": { "aws_cloudtrail": { "shop": { "name": "shop", "s3_bucket_name": "shop-trail", "enable_logging": true } } } }`,
  references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-3"],
  on: "trail",
  needs: ["running"],
  check: ({ running }) => judge(running, "whether it records", (is) => (is ? undefined : "records nothing")),
};
