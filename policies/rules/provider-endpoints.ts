import { judge, NOT_APPLICABLE } from "../evaluate";
import type { Rule } from "../rule";

export const providerEndpoints: Rule<"provider"> = {
  id: "BWK-provider-endpoints",
  title: "reaches the cloud itself",
  severity: "high",
  why: "An address of an emulator that was left in sends what is declared, and whoever asks, to somewhere else than the account.",
  fix: "Take endpoints out; an emulator belongs into the environment of a test.",
  bad: `{ "provider": { "aws": { "region": "eu-west-1", "endpoints": { "s3": "http://localhost:4566" } } } }`,
  good: `{ "provider": { "aws": { "region": "eu-west-1", "allowed_account_ids": ["111111111111"] } } }`,
  references: ["https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/custom-service-endpoints"],
  on: "provider",
  needs: ["endpoints"],
  check: ({ type, endpoints }) =>
    type !== "aws"
      ? NOT_APPLICABLE
      : judge(endpoints, "where its services are", (services) =>
          services.length > 0 ? `has other addresses for ${[...services].sort().join(", ")}` : undefined,
        ),
};
