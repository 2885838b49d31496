import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Rule } from "../rule";

export const publicData: Rule<"store"> = {
  id: "BWK-public-data",
  title: "is kept from everybody outside",
  severity: "high",
  why: "One policy, one list of access or one setting is then enough for the whole internet to read it.",
  fix: "Give a bucket an aws_s3_bucket_public_access_block with all four set; set publicly_accessible: false; leave public_access of a stream at DISABLED.",
  bad: `{ "resource": { "aws_s3_bucket": { "orders": { "bucket": "shop-orders" } }, "aws_s3_bucket_public_access_block": { "orders": { "bucket": "\${aws_s3_bucket.orders.id}", "block_public_acls": true, "block_public_policy": true } } } }`,
  good: `{ "resource": { "aws_s3_bucket": { "orders": { "bucket": "shop-orders" } }, "aws_s3_bucket_public_access_block": { "orders": { "bucket": "\${aws_s3_bucket.orders.id}", "block_public_acls": true, "block_public_policy": true, "ignore_public_acls": true, "restrict_public_buckets": true } } } }`,
  references: [
    "CIS Amazon Web Services Foundations Benchmark 3.0, 2.1.4, 2.3.3",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-8",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2",
  ],
  on: "store",
  needs: ["publicWays"],
  check: ({ publicWays }) =>
    judge(publicWays, "who reaches it", (ways) => {
      if (ways === "without") return NOT_APPLICABLE;
      return ways.length === 0 ? undefined : `is not kept from everybody: ${ways.join("; ")}`;
    }),
};
