import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Rule } from "../rule";

export const versioned: Rule<"store"> = {
  id: "BWK-versioned",
  title: "keeps what is overwritten",
  severity: "medium",
  why: "Without versions a wrong write, a deletion or somebody who encrypts all of it cannot be taken back.",
  fix: "Add an aws_s3_bucket_versioning with status Enabled, and a lifecycle rule that ends old versions.",
  bad: `{ "resource": { "aws_s3_bucket": { "orders": { "bucket": "shop-orders" } }, "aws_s3_bucket_versioning": { "orders": { "bucket": "\${aws_s3_bucket.orders.id}", "versioning_configuration": { "status": "Suspended" } } } } }`,
  good: `{ "resource": { "aws_s3_bucket": { "orders": { "bucket": "shop-orders" } }, "aws_s3_bucket_versioning": { "orders": { "bucket": "\${aws_s3_bucket.orders.id}", "versioning_configuration": { "status": "Enabled" } } } } }`,
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-14",
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html",
  ],
  on: "store",
  needs: ["versioned"],
  check: ({ versioned: said }) =>
    judge(said, "whether it has versions", (is) => {
      if (is === "without") return NOT_APPLICABLE;
      return is ? undefined : "forgets what is overwritten";
    }),
};
