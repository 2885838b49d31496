/** A cluster, and what it has: nothing is asked of it while it is synthesized. */
export interface Cluster {
  /** File with the way to the cluster, on the machine that applies. @default - ~/.kube/config */
  readonly kubeconfig?: string;
  /** The context of that file. It is never the current one, which anybody may have changed. */
  readonly context: string;
  /** @default cluster.local */
  readonly domain?: string;
  /** Names of Secrets of the kind `kubernetes.io/dockerconfigjson`, in the platform's namespaces. @default - none */
  readonly pullSecrets?: readonly string[];
  readonly storage?: ClusterStorage;
  /** How the way in is reached. @default - a load balancer of the cluster's cloud */
  readonly wayIn?: WayInService;
  /** The External Secrets operator fills the Secrets. @default - `bulwark secrets` does */
  readonly externalSecrets?: SecretStore;
  /** cert-manager issues the certificate of the way in. @default - the environment's own CA signs it */
  readonly certManager?: CertificateIssuer;
  /** The cluster has the Prometheus operator, which reads ServiceMonitors. @default false */
  readonly serviceMonitors?: boolean;
  /**
   * A release that is not ready after so many seconds has failed, and is rolled back.
   * @default - 300, or what its start and its migrations may take
   */
  readonly timeoutSeconds?: number;
}

export interface ClusterStorage {
  /** For volumes of one pod. @default - the cluster's default class */
  readonly className?: string;
  /** For volumes that pods on several nodes mount at once: a class of EFS, Filestore, NFS. @default - none; what needs one is refused */
  readonly sharedClass?: string;
}

export interface WayInService {
  /** @default LoadBalancer */
  readonly type?: "LoadBalancer" | "NodePort" | "ClusterIP";
  /** What the cloud's controller reads. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** CIDRs that a load balancer lets in. @default - everybody */
  readonly sourceRanges?: readonly string[];
}

/** https://external-secrets.io/latest/api/clustersecretstore/ */
export interface SecretStore {
  readonly store: string;
  /** @default ClusterSecretStore */
  readonly kind?: "SecretStore" | "ClusterSecretStore";
}

/** https://cert-manager.io/docs/concepts/issuer/ */
export interface CertificateIssuer {
  readonly issuer: string;
  /** @default ClusterIssuer */
  readonly kind?: "Issuer" | "ClusterIssuer";
}
