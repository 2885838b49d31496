import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const provisioners: Rule<"stack"> = {
  id: "BWK-provisioners",
  title: "runs no provisioners",
  severity: "medium",
  why: "A provisioner is in no plan: what it does to a machine is seen by nobody before it has happened, and is not undone.",
  fix: "Let an image, cloud-init or the engine itself do it; a job of the platform runs with limits and leaves a log.",
  bad: `{ "resource": { "terraform_data": { "setup": { "provisioner": [{ "local-exec": { "command": "./setup.sh" } }] } } } }`,
  good: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "region": "eu-west-1", "encrypt": true, "use_lockfile": true } }, "required_providers": { "aws": { "source": "hashicorp/aws", "version": "~> 5.100" } } } }`,
  references: [
    "https://developer.hashicorp.com/terraform/language/resources/provisioners/syntax#provisioners-are-a-last-resort",
  ],
  on: "stack",
  needs: ["provisioners"],
  check: ({ provisioners: all }) =>
    judge(all, "its provisioners", (addresses) =>
      addresses.length > 0 ? `runs provisioners in ${[...addresses].sort().join(", ")}` : undefined,
    ),
};
