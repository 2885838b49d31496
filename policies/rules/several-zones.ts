import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Rule } from "../rule";

export const severalZones: Rule<"store"> = {
  id: "BWK-several-zones",
  title: "outlives its data center",
  severity: "medium",
  why: "When a data center is lost, or the machine is patched, there is no other one to go on with.",
  fix: "Set multi_az; of a cache multi_az_enabled and automatic_failover_enabled.",
  bad: `{ "resource": { "aws_db_instance": { "orders": { "engine": "postgres", "multi_az": false } } } }`,
  good: `{ "resource": { "aws_db_instance": { "orders": { "engine": "postgres", "multi_az": true } } } }`,
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-5",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-3",
  ],
  on: "store",
  needs: ["severalZones"],
  check: ({ severalZones }) =>
    judge(severalZones, "where it runs", (are) => {
      if (are === "without") return NOT_APPLICABLE;
      return are ? undefined : "is gone for as long as its data center is";
    }),
};
