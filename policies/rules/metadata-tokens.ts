import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const metadataTokens: Rule<"machine"> = {
  id: "BWK-metadata-tokens",
  title: "gives its keys only to who asks twice",
  severity: "high",
  why: "Any request that a program can be made to send reads the machine's keys, where one question is enough: so was Capital One robbed.",
  fix: "Set http_tokens to required in metadata_options.",
  bad: `{ "resource": { "aws_launch_template": { "nodes": { "metadata_options": { "http_endpoint": "enabled", "http_tokens": "optional" } } } } }`,
  good: `{ "resource": { "aws_launch_template": { "nodes": { "metadata_options": { "http_endpoint": "enabled", "http_tokens": "required" } } } } }`,
  references: [
    "CIS Amazon Web Services Foundations Benchmark 3.0, 5.6",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-8",
  ],
  on: "machine",
  needs: ["metadataTokens"],
  check: ({ metadataTokens: required }) =>
    judge(required, "how its keys are asked for", (are) => (are ? undefined : "gives its keys to any request")),
};
