import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const outsideData: Rule<"stack"> = {
  id: "BWK-outside-data",
  title: "asks no program and no address while it plans",
  severity: "medium",
  why: "A data source that runs a program, or fetches an address, does so in every plan, with the rights of whoever reviews it.",
  fix: "Read what you need from a provider's own data source, or pass it as a variable.",
  bad: `{ "data": { "http": { "address": { "url": "https://example.com/ip" } } } }`,
  good: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "region": "eu-west-1", "encrypt": true, "use_lockfile": true } }, "required_providers": { "aws": { "source": "hashicorp/aws", "version": "~> 5.100" } } } }`,
  references: [
    "https://registry.terraform.io/providers/hashicorp/external/latest/docs/data-sources/external",
    "https://registry.terraform.io/providers/hashicorp/http/latest/docs/data-sources/http",
  ],
  on: "stack",
  needs: ["outsideData"],
  check: ({ outsideData: all }) =>
    judge(all, "what it asks while it plans", (addresses) =>
      addresses.length > 0 ? `asks others while it plans: ${[...addresses].sort().join(", ")}` : undefined,
    ),
};
