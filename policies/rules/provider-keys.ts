import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const providerKeys: Rule<"provider"> = {
  id: "BWK-provider-keys",
  title: "has no keys in its configuration",
  severity: "critical",
  why: "Keys in a configuration are in version control, in every plan file, and with everybody who has ever cloned it.",
  fix: "Take the keys out, revoke them, and let the environment, a profile, a role or a sensitive variable give them.",
  bad: `{ "provider": { "aws": { "region": "eu-west-1", "access_key": "AKIAEXAMPLE", "secret_key": "wJalrXUtnFEMI" } } }`,
  good: `{ "provider": { "aws": { "region": "eu-west-1", "allowed_account_ids": ["111111111111"] } } }`,
  references: [
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs#provider-configuration",
    "CIS Amazon Web Services Foundations Benchmark 3.0, 1.14",
  ],
  cannotBeWaived: true,
  on: "provider",
  needs: ["hasStaticKeys"],
  check: ({ hasStaticKeys }) =>
    judge(hasStaticKeys, "what its configuration says", (has) =>
      has ? "has keys written into its configuration" : undefined,
    ),
};
