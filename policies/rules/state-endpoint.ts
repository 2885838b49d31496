import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const stateEndpoint: Rule<"stack"> = {
  id: "BWK-state-endpoint",
  title: "keeps its state at no emulator",
  severity: "high",
  why: "An address of an emulator that was left in sends the state to where it is lost at the next restart, or in clear text over a network.",
  fix: "Take the endpoint out of the backend, or name an https address that others reach.",
  bad: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "encrypt": true, "use_lockfile": true, "endpoints": { "s3": "http://localhost:4566" } } }, "required_providers": { "aws": { "source": "hashicorp/aws", "version": "~> 5.100" } } } }`,
  good: `{ "terraform": { "backend": { "s3": { "bucket": "state", "key": "prod/app.tfstate", "region": "eu-west-1", "encrypt": true, "use_lockfile": true } }, "required_providers": { "aws": { "source": "hashicorp/aws", "version": "~> 5.100" } } } }`,
  references: [
    "https://developer.hashicorp.com/terraform/language/backend/s3#endpoints",
    "https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/custom-service-endpoints",
  ],
  on: "stack",
  needs: ["backend"],
  check: ({ backend }) =>
    judge(backend, "where its state is kept", ({ endpoints }) =>
      endpoints.length > 0
        ? `reaches its state at an address of this machine or in clear text: ${endpoints.join(", ")}`
        : undefined,
    ),
};
