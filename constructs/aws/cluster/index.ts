export { Cluster, type ClusterProps, type ClusterReference } from "./cluster";
export type { PublicEndpoint } from "./endpoint-access";
export { KUBERNETES_VERSIONS } from "./kubernetes-versions";
export type { NodeGroupProps } from "./node-group";
export { PodIdentity, type PodIdentityProps, type PodPermissions } from "./pod-identity";
