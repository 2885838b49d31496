import { judge, NOT_APPLICABLE } from "../evaluate";
import { inDays } from "../facts/durations";
import type { Rule } from "../rule";

/** As the controls of AWS ask of backups. */
const LEAST = 7;

export const keptDays: Rule<"store"> = {
  id: "BWK-kept-days",
  title: "keeps what was for a week at least",
  severity: "medium",
  why: "A mistake is seldom found on the same day; what was before it has to be there still.",
  fix: "Set backup_retention_period, retention_in_days or noncurrent_days to 7 or more.",
  bad: `{ "resource": { "aws_db_instance": { "orders": { "engine": "postgres", "backup_retention_period": 0 } } } }`,
  good: `{ "resource": { "aws_db_instance": { "orders": { "engine": "postgres", "backup_retention_period": 14 } } } }`,
  references: [
    "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-11",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16",
  ],
  on: "store",
  needs: ["keptDays"],
  check: ({ keptDays: said }) =>
    judge(said, "how long it keeps what was", (days) => {
      if (days === "without") return NOT_APPLICABLE;
      if (days === "forever" || days >= LEAST) return undefined;
      return days === 0 ? "keeps nothing of what was" : `keeps what was for ${inDays(days)} only`;
    }),
};
