import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Rule } from "../rule";

export const encryptionAtRest: Rule<"store"> = {
  id: "BWK-encryption-at-rest",
  title: "is encrypted where it is kept",
  severity: "high",
  why: "Whoever comes by a disk, a copy or a backup reads what is in it.",
  fix: "Set storage_encrypted, encrypted or at_rest_encryption_enabled, with a key of your own. Of what is there already make an encrypted copy: it cannot be changed in place.",
  bad: `{ "resource": { "aws_db_instance": { "orders": { "engine": "postgres", "instance_class": "db.t4g.small" } } } }`,
  good: `{ "resource": { "aws_db_instance": { "orders": { "engine": "postgres", "instance_class": "db.t4g.small", "storage_encrypted": true, "kms_key_id": "\${aws_kms_key.orders.arn}" } }, "aws_kms_key": { "orders": { "enable_key_rotation": true } } } }`,
  references: [
    "CIS Amazon Web Services Foundations Benchmark 3.0, 2.2.1, 2.3.1",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-3",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-4",
  ],
  on: "store",
  needs: ["encryption"],
  check: ({ encryption }) =>
    judge(encryption, "how it is encrypted", (level) => {
      if (level === "without") return NOT_APPLICABLE;
      return level === "none" ? "keeps its data unencrypted" : undefined;
    }),
};
