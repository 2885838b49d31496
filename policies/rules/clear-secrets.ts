import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Rule } from "../rule";

export const clearSecrets: Rule<"store"> = {
  id: "BWK-clear-secrets",
  title: "has no secret written down",
  severity: "critical",
  why: "A password in a file of Terraform is in version control, in every plan, in the state, and with everybody who ever read one of them.",
  fix: "Let AWS make it (manage_master_user_password), or a rotation; sign in by IAM. Change the one that was written down.",
  bad: `{ "resource": { "aws_db_instance": { "orders": { "engine": "postgres", "username": "app", "password": "correct-horse" } } } }`,
  good: `{ "resource": { "aws_db_instance": { "orders": { "engine": "postgres", "username": "app", "manage_master_user_password": true } } } }`,
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
    "https://developer.hashicorp.com/terraform/language/state/sensitive-data",
  ],
  cannotBeWaived: true,
  on: "store",
  needs: ["clearSecrets"],
  check: ({ clearSecrets: said }) =>
    judge(said, "where its secrets are from", (names) => {
      if (names === "without") return NOT_APPLICABLE;
      return names.length === 0 ? undefined : `has a secret written down: ${names.join(", ")}`;
    }),
};
