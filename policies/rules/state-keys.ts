import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const stateKeys: Rule<"stack"> = {
  id: "BWK-state-keys",
  title: "has no keys of an account in its backend",
  severity: "critical",
  why: "What is in a backend's block is in version control, in the .terraform folder and in every plan file.",
  fix: "Take the keys out, revoke them, and let the environment, a profile or a role give them.",
  bad: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "encrypt": true, "use_lockfile": true, "access_key": "AKIAEXAMPLE", "secret_key": "wJalrXUtnFEMI" } }, "required_providers": { "aws": { "source": "hashicorp/aws", "version": "~> 5.100" } } } }`,
  good: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "region": "eu-west-1", "encrypt": true, "use_lockfile": true } }, "required_providers": { "aws": { "source": "hashicorp/aws", "version": "~> 5.100" } } } }`,
  references: [
    "https://developer.hashicorp.com/terraform/language/backend#credentials-and-sensitive-data",
    "CIS Amazon Web Services Foundations Benchmark 3.0, 1.14",
  ],
  cannotBeWaived: true,
  on: "stack",
  needs: ["backend"],
  check: ({ backend }) =>
    judge(backend, "what its backend says", ({ type, hasStaticKeys }) =>
      hasStaticKeys ? `has keys written into its ${type} backend` : undefined,
    ),
};
