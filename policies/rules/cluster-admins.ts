import { judge } from "../evaluate";
import type { Rule } from "../rule";

export const clusterAdmins: Rule<"managedCluster"> = {
  id: "BWK-cluster-admins",
  title: "has no administrator for all days",
  severity: "medium",
  why: "Who may do everything in a cluster reads every secret of it, and leaves doors behind that nobody sees.",
  fix: "Set bootstrap_cluster_creator_admin_permissions: false; give narrower policies, for namespaces; waive the one that is left for emergencies.",
  bad: `{ "resource": { "aws_eks_cluster": { "shop": { "access_config": { "authentication_mode": "API" } } } } }`,
  good: `{ "resource": { "aws_eks_cluster": { "shop": { "access_config": { "authentication_mode": "API", "bootstrap_cluster_creator_admin_permissions": false } } } } }`,
  references: ["CIS EKS Benchmark 1.5, 4.1.1", "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html"],
  on: "managedCluster",
  needs: ["admins"],
  check: ({ admins }) =>
    judge(admins, "who administers it", (all) =>
      all.length === 0 ? undefined : `is administered by ${[...all].sort().join(", ")}`,
    ),
};
