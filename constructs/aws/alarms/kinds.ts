import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { MskCluster } from "@cdktf/provider-aws/lib/msk-cluster";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import type { TerraformResource } from "cdktf";

/** One thing that can be wrong, as CloudWatch sees it. */
export interface Symptom {
  /** What is wrong, in words for whoever is woken. */
  readonly description: string;
  readonly metric: string;
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
  readonly is: "GreaterThanThreshold" | "LessThanThreshold";
  readonly threshold: number;
  /** Minutes for which it must last. */
  readonly minutes: number;
}

/** What is watched of one resource. */
export interface Watched {
  readonly namespace: string;
  /** Each set is watched by itself: a cache is a set of servers. */
  readonly dimensions: readonly Readonly<Record<string, string>>[];
  readonly symptoms: Readonly<Record<string, Symptom>>;
}

const GIBIBYTE = 1024 ** 3;

const above = (metric: string, threshold: number, minutes: number, description: string): Symptom => ({
  ...{ metric, statistic: "Maximum", is: "GreaterThanThreshold", threshold, minutes, description },
});

const below = (metric: string, threshold: number, minutes: number, description: string): Symptom => ({
  ...{ metric, statistic: "Minimum", is: "LessThanThreshold", threshold, minutes, description },
});

const average = (metric: string, threshold: number, minutes: number, description: string): Symptom => ({
  ...above(metric, threshold, minutes, description),
  statistic: "Average",
});

const sum = (metric: string, minutes: number, description: string): Symptom => ({
  ...above(metric, 0, minutes, description),
  statistic: "Sum",
});

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html */
const database = (instance: DbInstance): Watched => ({
  namespace: "AWS/RDS",
  dimensions: [{ DBInstanceIdentifier: instance.identifier }],
  symptoms: {
    processor: average("CPUUtilization", 90, 15, "the processor has been busy for a quarter of an hour"),
    storage: below("FreeStorageSpace", 5 * GIBIBYTE, 15, "less than 5 GiB of the disk are free"),
    memory: below("FreeableMemory", GIBIBYTE / 4, 15, "less than 256 MiB of memory are free"),
    queue: average("DiskQueueDepth", 64, 15, "requests wait for the disk"),
  },
});

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html */
const cache = (group: ElasticacheReplicationGroup): Watched => ({
  namespace: "AWS/ElastiCache",
  dimensions: Array.from({ length: group.numCacheClustersInput ?? 1 }, (_, index) => ({
    CacheClusterId: `${group.replicationGroupId}-${String(index + 1).padStart(3, "0")}`,
  })),
  symptoms: {
    processor: average("EngineCPUUtilization", 90, 15, "the engine's processor is busy"),
    memory: above("DatabaseMemoryUsagePercentage", 85, 15, "the memory is nearly full"),
    lag: above("ReplicationLag", 30, 5, "a replica is more than half a minute behind"),
  },
});

/** https://docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html */
const stream = (cluster: MskCluster): Watched => ({
  namespace: "AWS/Kafka",
  dimensions: [{ "Cluster Name": cluster.clusterName }],
  symptoms: {
    controller: below("ActiveControllerCount", 1, 5, "no broker leads the cluster"),
    offline: above("OfflinePartitionsCount", 0, 5, "partitions have no leader: nobody reads or writes them"),
  },
});

/** https://docs.aws.amazon.com/eks/latest/userguide/cloudwatch.html */
const cluster = (made: EksCluster): Watched => ({
  namespace: "AWS/EKS",
  dimensions: [{ ClusterName: made.name }],
  symptoms: {
    unschedulable: above("scheduler_pending_pods_UNSCHEDULABLE", 0, 15, "pods find no node"),
    storage: above("apiserver_storage_size_bytes", 6 * GIBIBYTE, 15, "etcd has used 6 of its 8 GiB"),
  },
});

/** https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html */
const nat = (gateway: NatGateway): Watched => ({
  namespace: "AWS/NATGateway",
  dimensions: [{ NatGatewayId: gateway.id }],
  symptoms: {
    ports: sum("ErrorPortAllocation", 5, "there are no free ports: connections to the outside fail"),
    drops: sum("PacketsDropCount", 15, "packets are dropped"),
  },
});

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
const lambda = (made: LambdaFunction): Watched => ({
  namespace: "AWS/Lambda",
  dimensions: [{ FunctionName: made.functionName }],
  symptoms: {
    errors: sum("Errors", 5, "runs of the function fail"),
    throttles: sum("Throttles", 5, "runs of the function are refused"),
  },
});

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html */
const vault = (made: BackupVault): Watched => ({
  namespace: "AWS/Backup",
  dimensions: [{ BackupVaultName: made.name }],
  symptoms: {
    failed: sum("NumberOfBackupJobsFailed", 60, "a backup has failed"),
    copies: sum("NumberOfCopyJobsFailed", 60, "a copy of a backup has failed"),
  },
});

/** What is watched of a resource; nothing of one whose kind has no alarms. */
export function watchedOf(resource: TerraformResource): Watched | undefined {
  if (resource instanceof DbInstance) return database(resource);
  if (resource instanceof ElasticacheReplicationGroup) return cache(resource);
  if (resource instanceof MskCluster) return stream(resource);
  if (resource instanceof EksCluster) return cluster(resource);
  if (resource instanceof NatGateway) return nat(resource);
  if (resource instanceof LambdaFunction) return lambda(resource);
  if (resource instanceof BackupVault) return vault(resource);
  return undefined;
}
