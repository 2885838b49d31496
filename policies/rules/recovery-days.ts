import { judge, NOT_APPLICABLE } from "../evaluate";
import { inDays } from "../facts/durations";
import type { Rule } from "../rule";

/** What AWS takes at least, where it is not 0. */
const LEAST = 7;

export const recoveryDays: Rule<"store"> = {
  id: "BWK-recovery-days",
  title: "can be had back after a deletion",
  severity: "high",
  why: "What is deleted at once is gone at once: a secret that somebody still uses, a key without which nothing can be read.",
  fix: "Leave recovery_window_in_days out, which is 30, or set 7 at least.",
  bad: `{ "resource": { "aws_secretsmanager_secret": { "database": { "name": "shop/database", "recovery_window_in_days": 0 } } } }`,
  good: `{ "resource": { "aws_secretsmanager_secret": { "database": { "name": "shop/database", "recovery_window_in_days": 30 } } } }`,
  references: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html"],
  on: "store",
  needs: ["recoveryDays"],
  check: ({ recoveryDays }) =>
    judge(recoveryDays, "how long it can be had back", (days) => {
      if (days === "without") return NOT_APPLICABLE;
      if (days === 0) return "is gone at once when it is deleted";
      return days < LEAST ? `can be had back for ${inDays(days)} only` : undefined;
    }),
};
