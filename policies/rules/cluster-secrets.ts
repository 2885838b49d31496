import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const clusterSecrets: Rule<"managedCluster"> = {
  id: "BWK-cluster-secrets",
  title: "encrypts its secrets by a key of the account",
  severity: "high",
  why: "Secrets lie in the cluster's store as they are; a copy of that holds them all.",
  fix: "Add an encryption_config for secrets, with a key of your own.",
  bad: `{ "resource": { "aws_eks_cluster": { "shop": { "vpc_config": { "endpoint_private_access": true, "endpoint_public_access": false, "subnet_ids": ["subnet-1", "subnet-2"] } } } } }`,
  good: `{ "resource": { "aws_eks_cluster": { "shop": { "encryption_config": { "resources": ["secrets"], "provider": { "key_arn": "arn:aws:kms:eu-west-1:111111111111:key/1" } } } } } }`,
  references: [
    "CIS EKS Benchmark 1.5, 5.3.1",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-3",
  ],
  on: "managedCluster",
  needs: ["secretsEncrypted"],
  check: ({ secretsEncrypted }) =>
    judge(secretsEncrypted, "how it keeps its secrets", (are) =>
      are ? undefined : "stores its secrets without a key of the account",
    ),
};
