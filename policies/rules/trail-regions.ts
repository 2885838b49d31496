import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const trailRegions: Rule<"trail"> = {
  id: "BWK-trail-regions",
  title: "records all regions",
  severity: "high",
  why: "Who has taken over an account works where nobody looks: in a region that is not used.",
  fix: "Set is_multi_region_trail: true.",
  bad: `{ "resource": { "aws_cloudtrail": { "shop": { "name": "shop", "s3_bucket_name": "shop-trail" } } } }`,
  good: `{ "resource": { "aws_cloudtrail": { "shop": { "name": "shop", "s3_bucket_name": "shop-trail", "is_multi_region_trail": true } } } }`,
  references: [
    "CIS Amazon Web Services Foundations Benchmark 3.0, 3.1",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1",
  ],
  on: "trail",
  needs: ["allRegions"],
  check: ({ allRegions }) =>
    judge(allRegions, "which regions it records", (are) => (are ? undefined : "records one region only")),
};
