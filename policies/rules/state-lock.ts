import { cannotTell, judge } from "../evaluate";
import type { Rule } from "../rule";

export const stateLock: Rule<"stack"> = {
  id: "BWK-state-lock",
  title: "locks its state while it is changed",
  severity: "high",
  why: "Two runs at once each write what they know, and the state forgets what the other one made.",
  fix: "Set use_lockfile: true in the s3 backend, or choose a backend that locks.",
  bad: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "region": "eu-west-1", "encrypt": true } }, "required_providers": { "aws": { "source": "hashicorp/aws", "version": "~> 5.100" } } } }`,
  good: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "region": "eu-west-1", "encrypt": true, "use_lockfile": true } }, "required_providers": { "aws": { "source": "hashicorp/aws", "version": "~> 5.100" } } } }`,
  references: [
    "https://developer.hashicorp.com/terraform/language/state/locking",
    "https://developer.hashicorp.com/terraform/language/backend/s3#state-locking",
  ],
  on: "stack",
  needs: ["backend"],
  check: ({ backend }) =>
    judge(backend, "whether its state is locked", ({ type, place, locked }) => {
      if (locked === undefined)
        return cannotTell(`what is behind a backend of type '${type}' decides whether it locks`);
      return locked ? undefined : `does not lock its state (${place})`;
    }),
};
