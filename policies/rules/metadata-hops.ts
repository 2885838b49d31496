import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const metadataHops: Rule<"machine"> = {
  id: "BWK-metadata-hops",
  title: "keeps its keys from containers on it",
  severity: "medium",
  why: "An answer that may travel further reaches every pod of the node, which then has the node's rights.",
  fix: "Set http_put_response_hop_limit to 1 in metadata_options.",
  bad: `{ "resource": { "aws_launch_template": { "nodes": { "metadata_options": { "http_tokens": "required", "http_put_response_hop_limit": 2 } } } } }`,
  good: `{ "resource": { "aws_launch_template": { "nodes": { "metadata_options": { "http_tokens": "required", "http_put_response_hop_limit": 1 } } } } }`,
  references: [
    "https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html#_restrict_access_to_the_instance_profile_assigned_to_the_worker_node",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html#autoscaling-4",
  ],
  on: "machine",
  needs: ["metadataHops"],
  check: ({ metadataHops: hops }) =>
    judge(hops, "how far its keys travel", (count) =>
      count > 1 ? `gives its keys to containers on it, ${count} hops away` : undefined,
    ),
};
