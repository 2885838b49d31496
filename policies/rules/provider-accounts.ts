import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Rule } from "../rule";

export const providerAccounts: Rule<"provider"> = {
  id: "BWK-provider-accounts",
  title: "names the accounts that it may touch",
  severity: "medium",
  why: "With the profile of another account in the terminal, the same plan is made for that account, and applied there.",
  fix: "Set allowed_account_ids in the provider's block.",
  bad: `{ "provider": { "aws": { "region": "eu-west-1" } } }`,
  good: `{ "provider": { "aws": { "region": "eu-west-1", "allowed_account_ids": ["111111111111"] } } }`,
  references: ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs#allowed_account_ids-1"],
  on: "provider",
  needs: ["allowedAccounts"],
  check: ({ type, allowedAccounts }) =>
    type !== "aws"
      ? NOT_APPLICABLE
      : judge(allowedAccounts, "which accounts it may touch", (accounts) =>
          accounts.length === 0 ? "may touch any account" : undefined,
        ),
};
