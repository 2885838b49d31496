import { judge } from "../evaluate";
import { isForEverybody } from "../facts/cidr";
import type { Rule } from "../rule";

export const clusterEndpoint: Rule<"managedCluster"> = {
  id: "BWK-cluster-endpoint",
  title: "has an API server that not everybody reaches",
  severity: "high",
  why: "One stolen key, or one hole in the API server, is enough then, from anywhere.",
  fix: "Set endpoint_public_access: false and endpoint_private_access: true; or name the addresses in public_access_cidrs.",
  bad: `{ "resource": { "aws_eks_cluster": { "shop": { "vpc_config": { "subnet_ids": ["subnet-1", "subnet-2"] } } } } }`,
  good: `{ "resource": { "aws_eks_cluster": { "shop": { "vpc_config": { "endpoint_private_access": true, "endpoint_public_access": false, "subnet_ids": ["subnet-1", "subnet-2"] } } } } }`,
  references: [
    "CIS EKS Benchmark 1.5, 5.4.2",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-1",
  ],
  on: "managedCluster",
  needs: ["publicCidrs"],
  check: ({ publicCidrs }) =>
    judge(publicCidrs, "who reaches its API server", (cidrs) => {
      const open = cidrs.filter(isForEverybody);
      return open.length === 0 ? undefined : `has an API server that everybody reaches: ${open.join(", ")}`;
    }),
};
