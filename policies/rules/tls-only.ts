import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Rule } from "../rule";

export const tlsOnly: Rule<"store"> = {
  id: "BWK-tls-only",
  title: "turns away who speaks to it in clear text",
  severity: "high",
  why: "Whoever is on the way reads passwords and data, and changes them.",
  fix: "Deny a bucket's requests without aws:SecureTransport; set rds.force_ssl to 1, transit_encryption_enabled, client_broker to TLS.",
  bad: `{ "resource": { "aws_elasticache_replication_group": { "sessions": { "engine": "valkey", "transit_encryption_enabled": true, "transit_encryption_mode": "preferred" } } } }`,
  good: `{ "resource": { "aws_s3_bucket": { "orders": { "bucket": "shop-orders" } }, "aws_s3_bucket_policy": { "orders": { "bucket": "\${aws_s3_bucket.orders.id}", "policy": "{\\"Version\\": \\"2012-10-17\\", \\"Statement\\": [{\\"Sid\\": \\"TlsOnly\\", \\"Effect\\": \\"Deny\\", \\"Principal\\": \\"*\\", \\"Action\\": \\"s3:*\\", \\"Resource\\": [\\"\${aws_s3_bucket.orders.arn}\\", \\"\${aws_s3_bucket.orders.arn}/*\\"], \\"Condition\\": {\\"Bool\\": {\\"aws:SecureTransport\\": \\"false\\"}}}]}" } } } }`,
  references: [
    "CIS Amazon Web Services Foundations Benchmark 3.0, 2.1.1",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-5",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-5",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-1",
  ],
  on: "store",
  needs: ["tlsOnly"],
  check: ({ tlsOnly }) =>
    judge(tlsOnly, "whether it takes clear text", (is) => {
      if (is === "without") return NOT_APPLICABLE;
      return is ? undefined : "takes connections in clear text";
    }),
};
