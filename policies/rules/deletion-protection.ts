import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Rule } from "../rule";

export const deletionProtection: Rule<"store"> = {
  id: "BWK-deletion-protection",
  title: "is not deleted together with its data by one word",
  severity: "high",
  why: "A plan that replaces it, or a stack that is destroyed by mistake, takes the data along.",
  fix: "Set deletion_protection, and leave force_destroy and force_delete out. Take the protection away in an apply of its own, when the end is meant.",
  bad: `{ "resource": { "aws_rds_cluster": { "orders": { "engine": "aurora-postgresql", "storage_encrypted": true } } } }`,
  good: `{ "resource": { "aws_rds_cluster": { "orders": { "engine": "aurora-postgresql", "storage_encrypted": true, "deletion_protection": true } } } }`,
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-8",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-6",
  ],
  on: "store",
  needs: ["deletionProtected"],
  check: ({ deletionProtected }) =>
    judge(deletionProtected, "whether it can be deleted", (is) => {
      if (is === "without") return NOT_APPLICABLE;
      return is ? undefined : "may be deleted together with its data";
    }),
};
