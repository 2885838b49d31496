import { judge } from "../evaluate";
import { isBounded } from "../facts/version";
import type { Rule } from "../rule";

export const versionConstraints: Rule<"stack"> = {
  id: "BWK-version-constraints",
  title: "bounds the version of what it fetches",
  severity: "medium",
  why: "The next run takes a version that nobody has tried, with the rights of whoever runs it.",
  fix: "Give each provider a version such as ~> 4.6, and each module an exact version or a tag.",
  bad: `{ "terraform": { "required_providers": { "aws": { "source": "hashicorp/aws", "version": ">= 5.0" } } } }`,
  good: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "region": "eu-west-1", "encrypt": true, "use_lockfile": true } }, "required_providers": { "aws": { "source": "hashicorp/aws", "version": "~> 5.100" } } } }`,
  references: [
    "https://developer.hashicorp.com/terraform/language/expressions/version-constraints",
    "https://developer.hashicorp.com/terraform/language/modules/sources",
  ],
  on: "stack",
  needs: ["requirements"],
  check: ({ requirements }) =>
    judge(requirements, "what it fetches", (all) => {
      const open = all.filter(({ version }) => version === undefined || !isBounded(version));
      const said = open.map(({ name, version }) => (version === undefined ? name : `${name} ${version}`)).sort();
      return said.length > 0 ? `fetches whatever is the newest of: ${said.join(", ")}` : undefined;
    }),
};
