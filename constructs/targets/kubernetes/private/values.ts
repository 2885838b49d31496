/** What `charts/workload` takes: the contract between the target and the chart, whose schema is closed. */
export interface WorkloadValues {
  /** The component's name: of the release, its objects and its pods' label `app.kubernetes.io/name`. */
  readonly name: string;
  /** The environment: label `app.kubernetes.io/part-of`. */
  readonly environment: string;
  /** The construct's path: annotation `bulwark.path` of every object. */
  readonly path: string;
  readonly kind: "Deployment" | "StatefulSet" | "DaemonSet";
  /** Left out where `scale` says it, and of a DaemonSet. */
  readonly replicas?: number;
  readonly scale?: ScaleValues;
  /** Of a Deployment: at once, or the old one stops first. */
  readonly strategy?: "RollingUpdate" | "Recreate";
  readonly stopGraceSeconds: number;
  /** Seconds between the end of a pod's membership of its Service and the stop signal. */
  readonly drainSeconds: number;
  /** The sidecar signals the server, or the server's image needs a process 1 that reaps. */
  readonly shareProcesses: boolean;
  readonly user: UserValues;
  /** Names of Secrets of the kind `kubernetes.io/dockerconfigjson`. */
  readonly pullSecrets: readonly string[];
  readonly server: ServerValues;
  /** Run to their end before the server starts, in this order. */
  readonly prepare: readonly TaskValues[];
  /** Runs its commands at start and again whenever its files change, beside the server: a reload, never a restart. */
  readonly keeper?: KeeperValues;
  readonly volumes: readonly VolumeValues[];
  readonly service?: ServiceValues;
  /** Before every install and upgrade, one after another; a failed one leaves the running pods as they are. */
  readonly hooks: readonly HookValues[];
  readonly schedules: readonly ScheduleValues[];
  readonly network: NetworkValues;
  readonly serviceMonitor?: { readonly path: string; readonly port: string; readonly intervalSeconds: number };
  /** Where the cluster has External Secrets: who fills the Secrets that the containers name. */
  readonly externalSecrets?: ExternalSecretsValues;
  /** Where the cluster has cert-manager: who fills the Secret of a certificate. */
  readonly certificate?: CertificateValues;
  /** Weakened protections, in words; each shows as an annotation of the workload. */
  readonly exceptions: readonly ExceptionValues[];
}

export interface UserValues {
  readonly uid: number;
  readonly gid: number;
}

export interface ScaleValues {
  readonly min: number;
  readonly max: number;
  readonly cpuPercent: number;
  readonly memoryPercent?: number;
}

/** Kubernetes' own quantities, as text. */
export interface ResourceValues {
  readonly cpuRequest: string;
  readonly cpuLimit: string;
  /** Request and limit. */
  readonly memory: string;
  /** Request and limit. */
  readonly ephemeralStorage: string;
}

/** A command in a container: what every container of a release has. */
export interface TaskValues {
  readonly name: string;
  readonly image: string;
  /** Of the image, where it is another one than the server's. @default - the pod's user */
  readonly user?: UserValues;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** ConfigMap mounted at `/config`, by path below it. */
  readonly files: Readonly<Record<string, string>>;
  /** A Secret mounted whole at `/run/secrets`, a file for each key. */
  readonly secret?: SecretValues;
  readonly mounts: readonly MountValues[];
  readonly resources: ResourceValues;
}

export interface SecretValues {
  readonly name: string;
  /** File name to the key in the store that External Secrets reads. */
  readonly keys: Readonly<Record<string, string>>;
}

export interface MountValues {
  /** A name among `volumes`. */
  readonly volume: string;
  readonly path: string;
  readonly readOnly: boolean;
  /** A folder of the volume, made before by the pod's user: of a claim, whose root is the provider's. */
  readonly subPath?: string;
}

export interface ServerValues extends TaskValues {
  readonly ports: readonly PortValues[];
  readonly startup: ProbeValues;
  readonly readiness: ProbeValues;
  /** Never looks at dependencies. */
  readonly liveness: ProbeValues;
}

export interface PortValues {
  readonly name: string;
  readonly port: number;
}

export interface ProbeValues {
  readonly exec?: readonly string[];
  /** Connects to this port, when there is no command. */
  readonly tcpPort?: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

export interface KeeperValues extends Omit<TaskValues, "command" | "args"> {
  /** Run in this order, each one a command line. */
  readonly steps: readonly KeeperStep[];
}

export type KeeperStep = { readonly command: readonly string[] } | { readonly signal: string };

export interface VolumeValues {
  readonly name: string;
  /** In memory, on the node for as long as the pod is there, claimed for this pod alone, claimed for several pods. */
  readonly kind: "memory" | "node" | "claim" | "shared-claim";
  /** Kubernetes' quantity. */
  readonly size: string;
  /** Of claims. @default - the cluster's default class */
  readonly storageClass?: string;
  /** Of a shared claim: its name; made by this release when `owned`. */
  readonly claim?: string;
  readonly owned?: boolean;
}

export interface ServiceValues {
  readonly type: "ClusterIP" | "NodePort" | "LoadBalancer";
  readonly ports: readonly { readonly name: string; readonly port: number; readonly targetPort: string }[];
  readonly annotations?: Readonly<Record<string, string>>;
  /** Of a LoadBalancer: CIDRs that may come in. */
  readonly sourceRanges?: readonly string[];
}

export interface HookValues extends TaskValues {
  /** After this time it is ended and has failed. */
  readonly deadlineSeconds: number;
  readonly network: ReachValues;
  readonly volumes: readonly VolumeValues[];
}

export interface ScheduleValues extends TaskValues {
  /** Cron, in UTC. */
  readonly cron: string;
  readonly deadlineSeconds: number;
  /** Also once after every install and upgrade. */
  readonly atStart: boolean;
  /** A headless Service of this name finds its pods. */
  readonly alias?: { readonly service: string };
  readonly network: ReachValues & { readonly from: readonly PeerValues[] };
  readonly volumes: readonly VolumeValues[];
}

/** To whom connections may be opened. */
export interface ReachValues {
  readonly to: readonly PeerValues[];
  /** Addresses outside of the cluster: cannot be said without a reason. */
  readonly outside: readonly OutsideValues[];
}

export interface PeerValues {
  /** `app.kubernetes.io/name` of its pods. */
  readonly name: string;
  /** `app.kubernetes.io/component` of its pods: `server`, or the name of a job. */
  readonly part: string;
  /** @default - the release's own */
  readonly namespace?: string;
  readonly ports: readonly number[];
}

export interface OutsideValues {
  readonly cidr: string;
  readonly except: readonly string[];
  /** All ports when empty. */
  readonly ports: readonly number[];
  readonly reason: string;
}

/** Of the server's pods; default deny in both directions is the namespace's. */
export interface NetworkValues extends ReachValues {
  readonly from: readonly PeerValues[];
  /** Ports that everybody may open connections to, from outside as well: cannot be said without a reason. */
  readonly open?: { readonly ports: readonly number[]; readonly reason: string };
}

export interface ExternalSecretsValues {
  readonly store: string;
  readonly storeKind: "SecretStore" | "ClusterSecretStore";
  readonly refreshSeconds: number;
}

export interface CertificateValues {
  readonly secretName: string;
  readonly issuer: string;
  readonly issuerKind: "Issuer" | "ClusterIssuer";
  readonly hosts: readonly string[];
  /** File below `/run/secrets` that holds chain and key of the certificate. */
  readonly file: string;
}

export interface ExceptionValues {
  readonly protection: string;
  readonly detail: string;
  readonly reason: string;
}

/** What `charts/namespaces` takes. */
export interface NamespacesValues {
  readonly environment: string;
  readonly namespaces: readonly NamespaceValues[];
}

export interface NamespaceValues {
  readonly name: string;
  /** Pod Security level; weaker than `restricted` only with a reason. */
  readonly podSecurity: "restricted" | { readonly level: "baseline" | "privileged"; readonly reason: string };
  readonly quota: {
    readonly pods: number;
    readonly cpuRequests: string;
    readonly memory: string;
    readonly claims: number;
  };
  /** It holds claims, and all that is in a namespace goes with it: Helm leaves it when the release goes. */
  readonly keep: boolean;
  /** Of containers that say none. */
  readonly limits: { readonly cpu: string; readonly memory: string };
}
