import type { Construct } from "constructs";
import { subnetsOver } from "../private/checks";
import type { ClusterProps } from "./cluster";
import { invalidClusterName, logsTooShort, versionNotOffered } from "./errors";
import { KUBERNETES_VERSIONS } from "./kubernetes-versions";

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
export const MOST_CLUSTER_NAME = 100;
const NAME = /^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/;

const LEAST_LOG_DAYS = 90;

/** What EKS asks of a cluster as a whole. @throws InvalidPlatform when it would refuse it */
export function checkCluster(scope: Construct, name: string, props: ClusterProps): void {
  const { version, network, logRetentionDays = LEAST_LOG_DAYS } = props;
  if (!NAME.test(name)) throw invalidClusterName(scope, name);
  if (!KUBERNETES_VERSIONS.includes(version)) throw versionNotOffered(scope, version, KUBERNETES_VERSIONS);
  subnetsOver(scope, network.privateSubnetIds, 2);
  if (logRetentionDays < LEAST_LOG_DAYS) throw logsTooShort(scope, logRetentionDays, LEAST_LOG_DAYS);
}
