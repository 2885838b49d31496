import { cannotTell, judge, NOT_APPLICABLE } from "../evaluate";
import type { Rule } from "../rule";

export const stateEncryption: Rule<"stack"> = {
  id: "BWK-state-encryption",
  title: "keeps its state encrypted",
  severity: "critical",
  why: "A state holds every attribute of every resource, passwords and keys among them, in clear text.",
  fix: "Set encrypt: true in the backend, and a key of your own with kms_key_id.",
  bad: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "region": "eu-west-1", "use_lockfile": true } }, "required_providers": { "aws": { "source": "hashicorp/aws", "version": "~> 5.100" } } } }`,
  good: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "region": "eu-west-1", "encrypt": true, "use_lockfile": true } }, "required_providers": { "aws": { "source": "hashicorp/aws", "version": "~> 5.100" } } } }`,
  references: [
    "https://developer.hashicorp.com/terraform/language/backend/s3#encrypt",
    "https://developer.hashicorp.com/terraform/language/state/sensitive-data",
  ],
  cannotBeWaived: true,
  on: "stack",
  needs: ["backend"],
  check: ({ backend }) =>
    judge(backend, "whether its state is encrypted", ({ type, place, encrypted }) => {
      // Of a file the disk decides.
      if (type === "none" || type === "local") return NOT_APPLICABLE;
      if (encrypted === undefined)
        return cannotTell(`what is behind a backend of type '${type}' decides whether it encrypts`);
      return encrypted ? undefined : `keeps its state unencrypted (${place})`;
    }),
};
