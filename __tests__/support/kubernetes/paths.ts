/** What every object has; the rest is the kind's own. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

const CLUSTER_WIDE = [
  "Namespace",
  "Node",
  "PersistentVolume",
  "StorageClass",
  "PriorityClass",
  "ClusterRole",
  "ClusterRoleBinding",
];

/** Where the API keeps the objects of a kind: `/apis/apps/v1/namespaces/shop/deployments`. */
export function pathOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const group = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const scope = CLUSTER_WIDE.includes(kind) ? "" : `/namespaces/${metadata.namespace ?? "default"}`;
  return `${group}${scope}/${plural(kind.toLowerCase())}`;
}

/** English is enough for all kinds of Kubernetes itself. */
function plural(kind: string): string {
  if (kind.endsWith("y")) return `${kind.slice(0, -1)}ies`;
  return kind.endsWith("s") ? `${kind}es` : `${kind}s`;
}
