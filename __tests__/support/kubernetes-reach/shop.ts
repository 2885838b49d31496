/** A small cluster, for sentences about policies. */
export const SHOP: readonly object[] = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop", labels: { team: "web" } } },
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "data", labels: { team: "data" } } },
  { apiVersion: "v1", kind: "Service", metadata: { name: "web", namespace: "shop" }, spec: { ports: [{ port: 80 }] } },
  workload("Deployment", "shop/web", {
    labels: { app: "web", tier: "" },
    ports: [{ name: "http", containerPort: 80 }],
  }),
  workload("Deployment", "shop/app", {
    labels: { app: "app", tier: "middle" },
    ports: [{ name: "http", containerPort: 8080 }],
  }),
  workload("Deployment", "data/app", { labels: { app: "app" }, ports: [{ name: "http", containerPort: 8080 }] }),
  database(),
  cronJob(),
  workload("DaemonSet", "data/nodes", { labels: { app: "nodes" }, ports: [], hostNetwork: true }),
  { apiVersion: "v1", kind: "Pod", metadata: { name: "shell" }, spec: { containers: [{ name: "shell" }] } },
];

interface PodOptions {
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly object[];
  readonly hostNetwork?: boolean;
}

function workload(kind: string, path: string, options: PodOptions): object {
  const [namespace, name] = path.split("/");
  return { apiVersion: "apps/v1", kind, metadata: { name, namespace }, spec: { template: template(options) } };
}

function template({ labels, ports, hostNetwork }: PodOptions): { readonly metadata: object; readonly spec: object } {
  return { metadata: { labels }, spec: { hostNetwork, containers: [{ name: "main", ports }] } };
}

/** With a sidecar that has a port, and an init container whose port is gone when the pod runs. */
function database(): object {
  const { metadata } = template({ labels: { app: "db" }, ports: [] });
  const ports = [{ name: "gossip", containerPort: 5432, protocol: "UDP" }, { containerPort: 5432 }];
  const initContainers = [
    { name: "exporter", restartPolicy: "Always", ports: [{ name: "metrics", containerPort: 9090 }] },
    { name: "setup", ports: [{ name: "setup", containerPort: 80 }] },
  ];
  const spec = { containers: [{ name: "main", ports }], initContainers };
  const [apiVersion, kind] = ["apps/v1", "StatefulSet"];
  return { apiVersion, kind, metadata: { name: "db", namespace: "data" }, spec: { template: { metadata, spec } } };
}

function cronJob(): object {
  const jobTemplate = { spec: { template: template({ labels: { app: "backup" }, ports: [] }) } };
  const metadata = { name: "backup", namespace: "data" };
  return { apiVersion: "batch/v1", kind: "CronJob", metadata, spec: { schedule: "0 2 * * *", jobTemplate } };
}

/** A policy's spec, and its namespace. */
export interface PolicyOptions {
  /** @default shop, where the key is missing */
  readonly namespace?: string;
  readonly podSelector?: object;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly object[];
  readonly egress?: readonly object[];
}

export function policy(options: PolicyOptions): object {
  const { namespace, ...spec } = { namespace: "shop", podSelector: {}, ...options };
  const metadata = { name: "under-test", ...(namespace !== undefined && { namespace }) };
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec };
}
