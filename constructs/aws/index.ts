/** What a platform stands on in AWS, each usable by itself in other people's stacks. */
export { Account } from "./account";
export { Key, type KeyProps, type KeyReference } from "./key";
export { policyOf, type Statement } from "./policy";
export {
  LogGroup,
  NatGateways,
  Network,
  type LogGroupProps,
  type NetworkProps,
  type NetworkReference,
} from "./network";
export {
  Cluster,
  KUBERNETES_VERSIONS,
  PodIdentity,
  type ClusterProps,
  type ClusterReference,
  type NodeGroupProps,
  type PodIdentityProps,
  type PodPermissions,
  type PublicEndpoint,
} from "./cluster";
export { Cache, type CacheProps, type CacheReference } from "./cache";
export { Database, type DatabaseProps, type DatabaseReference } from "./database";
export {
  PostgresRotation,
  RotationStrategy,
  Secret,
  type PostgresRotationProps,
  type SecretProps,
  type SecretReference,
} from "./secrets";
export { Stream, type StreamProps, type StreamReference } from "./stream";
export { Audit, AuditLock, type AuditProps } from "./audit";
export { DeployRoles, type DeployRolesProps } from "./deploy-roles";
export {
  ClosedBucket,
  StateBucket,
  type ClosedBucketProps,
  type StateBucketProps,
  type StateBucketReference,
} from "./state-bucket";
export { ImageRegistry, type ImageRegistryProps } from "./image-registry";
export { BACKUP_TAG, Backup, Vault, VaultLock, type BackupProps, type VaultProps, type VaultReference } from "./backup";
export { Alarms, Notices, type AlarmsProps, type NoticesProps, type NoticesReference } from "./alarms";
export { Firewall, Guard, type FirewallProps, type GuardProps } from "./guard";
