import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const clusterLogs: Rule<"managedCluster"> = {
  id: "BWK-cluster-logs",
  title: "keeps all logs of its control plane",
  severity: "medium",
  why: "Who did what with the cluster is then nowhere, when somebody has to know it.",
  fix: "List api, audit, authenticator, controllerManager and scheduler in enabled_cluster_log_types.",
  bad: `{ "resource": { "aws_eks_cluster": { "shop": { "enabled_cluster_log_types": ["api", "audit"] } } } }`,
  good: `{ "resource": { "aws_eks_cluster": { "shop": { "enabled_cluster_log_types": ["api", "audit", "authenticator", "controllerManager", "scheduler"] } } } }`,
  references: [
    "CIS EKS Benchmark 1.5, 2.1.1",
    "https://docs.aws.amazon.com/securityhub/latest/userguide/eks-controls.html#eks-8",
  ],
  on: "managedCluster",
  needs: ["missingLogs"],
  check: ({ missingLogs }) =>
    judge(missingLogs, "what it logs", (logs) =>
      logs.length === 0 ? undefined : `keeps no log of its control plane: ${logs.join(", ")}`,
    ),
};
