export type { CertificateIssuer, Cluster, ClusterStorage, SecretStore, WayInService } from "./cluster";
export { KubernetesTarget, type KubernetesTargetProps } from "./kubernetes-target";
