import type {
  HookValues,
  NamespacesValues,
  ProbeValues,
  ScheduleValues,
  TaskValues,
  WorkloadValues,
} from "../../../constructs/targets/kubernetes/private/values";

const DIGEST = `sha256:${"0".repeat(64)}`;
const REASON = "sends mail by a server of the provider";

const task = (name: string, more: Partial<TaskValues> = {}): TaskValues => ({
  name,
  image: `registry.test/shop@${DIGEST}`,
  environment: {},
  files: {},
  mounts: [],
  resources: { cpuRequest: "50m", cpuLimit: "500m", memory: "128Mi", ephemeralStorage: "64Mi" },
  ...more,
});

const probe = (more: Partial<ProbeValues>): ProbeValues => ({
  periodSeconds: 5,
  timeoutSeconds: 3,
  failureThreshold: 3,
  ...more,
});

const hook = (name: string, more: Partial<HookValues> = {}): HookValues => ({
  ...task(name, { command: ["migrate", "--all"] }),
  deadlineSeconds: 600,
  network: { to: [{ name: "postgres", part: "server", ports: [5432] }], outside: [] },
  volumes: [],
  ...more,
});

const schedule = (name: string, more: Partial<ScheduleValues> = {}): ScheduleValues => ({
  ...task(name, { command: ["dump"] }),
  cron: "0 2 * * *",
  deadlineSeconds: 3600,
  atStart: false,
  network: { to: [], outside: [], from: [] },
  volumes: [],
  ...more,
});

const COMMON = {
  environment: "test",
  stopGraceSeconds: 30,
  drainSeconds: 5,
  shareProcesses: false,
  user: { uid: 1000, gid: 1001 },
  pullSecrets: [],
  prepare: [],
  volumes: [],
  hooks: [],
  schedules: [],
  exceptions: [],
} as const;

/** A layer that rolls and grows, with hooks, and with whatever a cluster's operators do for it. */
export const ROLLING: WorkloadValues = {
  ...COMMON,
  name: "shop",
  path: "platform/shop",
  kind: "Deployment",
  scale: { min: 3, max: 20, cpuPercent: 70, memoryPercent: 80 },
  strategy: "RollingUpdate",
  pullSecrets: ["mirror"],
  server: {
    ...task("server", {
      args: ["serve"],
      environment: { GREETING: "it's $(HOME) for $$5" },
      files: { "shop.json": "{}\n\n", "texts/en.txt": "hello\n---\nworld" },
      secret: { name: "shop", keys: { password: "test/shop" } },
      mounts: [{ volume: "memory-0", path: "/tmp", readOnly: false }],
    }),
    ports: [{ name: "p8080", port: 8080 }],
    startup: probe({ exec: ["healthy"], failureThreshold: 30 }),
    readiness: probe({ exec: ["healthy"] }),
    liveness: probe({ tcpPort: 8080, periodSeconds: 10 }),
  },
  volumes: [{ name: "memory-0", kind: "memory", size: "16Mi" }],
  service: {
    type: "LoadBalancer",
    ports: [{ name: "p443", port: 443, targetPort: "p8080" }],
    annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" },
    sourceRanges: ["198.51.100.0/24"],
  },
  hooks: [
    hook("migrate", {
      user: { uid: 70, gid: 70 },
      files: { "1.sql": "select 1" },
      secret: { name: "shop-migrate", keys: { password: "test/shop" } },
    }),
    hook("check", {
      mounts: [{ volume: "scratch", path: "/tmp", readOnly: false }],
      network: { to: [], outside: [] },
      volumes: [{ name: "scratch", kind: "memory", size: "16Mi" }],
    }),
  ],
  network: {
    to: [{ name: "postgres", part: "server", namespace: "data", ports: [5432] }],
    outside: [{ cidr: "0.0.0.0/0", except: ["169.254.0.0/16"], ports: [587], reason: REASON }],
    from: [{ name: "haproxy", part: "server", ports: [8080] }],
    open: { ports: [8080], reason: "the way in of the whole platform" },
  },
  serviceMonitor: { path: "/metrics", port: "p8080", intervalSeconds: 15 },
  externalSecrets: { store: "vault", storeKind: "ClusterSecretStore", refreshSeconds: 3600 },
  certificate: {
    secretName: "shop-certificate",
    issuer: "letsencrypt",
    issuerKind: "ClusterIssuer",
    hosts: ["shop.example.com"],
    file: "tls.pem",
  },
  exceptions: [{ protection: "egress", detail: "mail.example.com:587", reason: REASON }],
};

/** A server with data, a keeper that reloads it, and a dump every night. */
export const STATEFUL: WorkloadValues = {
  ...COMMON,
  name: "postgres",
  path: "platform/postgres",
  kind: "StatefulSet",
  replicas: 2,
  shareProcesses: true,
  server: {
    ...task("server", {
      command: ["postgres", "-c", "config_file=/config/postgresql.conf"],
      files: { "postgresql.conf": "max_connections = 100\n" },
      secret: { name: "postgres", keys: { password: "test/postgres" } },
      mounts: [
        { volume: "data", path: "/var/lib/postgresql", readOnly: false, subPath: "data" },
        { volume: "dumps", path: "/dumps", readOnly: true },
      ],
    }),
    ports: [{ name: "p5432", port: 5432 }],
    startup: probe({ exec: ["pg_isready"], failureThreshold: 60 }),
    readiness: probe({ exec: ["pg_isready"] }),
    liveness: probe({ tcpPort: 5432, periodSeconds: 10 }),
  },
  prepare: [task("install", { command: ["install-configuration"], files: { "pg_hba.conf": "local all all peer\n" } })],
  keeper: {
    ...task("keeper", {
      files: { "roles.sql": "create role shop" },
      secret: { name: "postgres-keeper", keys: { "shop.password": "test/shop" } },
    }),
    steps: [{ command: ["psql", "-c", "select 'it''s'"] }, { signal: "HUP" }],
  },
  volumes: [
    { name: "data", kind: "claim", size: "10Gi", storageClass: "fast" },
    { name: "dumps", kind: "shared-claim", size: "20Gi", claim: "postgres-dumps", owned: true },
    { name: "run", kind: "node", size: "16Mi" },
  ],
  service: { type: "ClusterIP", ports: [{ name: "p5432", port: 5432, targetPort: "p5432" }] },
  schedules: [
    schedule("dump", {
      files: { "dump.sh": "pg_dump" },
      atStart: true,
      alias: { service: "postgres-dump" },
      mounts: [{ volume: "dumps", path: "/dumps", readOnly: false }],
      network: {
        to: [{ name: "postgres", part: "server", ports: [5432] }],
        outside: [],
        from: [{ name: "postgres", part: "server", ports: [] }],
      },
      volumes: [{ name: "dumps", kind: "shared-claim", size: "20Gi", claim: "postgres-dumps", owned: true }],
    }),
  ],
  network: { to: [], outside: [], from: [{ name: "shop", part: "server", ports: [5432] }] },
};

/** One of a kind that runs on every node and opens no connection. */
export const EVERYWHERE: WorkloadValues = {
  ...COMMON,
  name: "node-exporter",
  path: "platform/node-exporter",
  kind: "DaemonSet",
  drainSeconds: 0,
  server: {
    ...task("server", { image: "registry.test/node-exporter:1.9" }),
    ports: [{ name: "p9100", port: 9100 }],
    startup: probe({ tcpPort: 9100, failureThreshold: 30 }),
    readiness: probe({ exec: ["healthy"] }),
    liveness: probe({ tcpPort: 9100, periodSeconds: 10 }),
  },
  service: { type: "ClusterIP", ports: [{ name: "p9100", port: 9100, targetPort: "p9100" }] },
  network: { to: [], outside: [], from: [] },
};

export const WORKLOADS: readonly (readonly [what: string, values: WorkloadValues])[] = [
  ["a rolling layer", ROLLING],
  ["a server with data", STATEFUL],
  ["an agent on every node", EVERYWHERE],
];

const SIZE = {
  quota: { pods: 100, cpuRequests: "20", memory: "40Gi", claims: 20 },
  keep: false,
  limits: { cpu: "500m", memory: "128Mi" },
} as const;

export const NAMESPACES: NamespacesValues = {
  environment: "test",
  namespaces: [
    { name: "test", podSecurity: "restricted", ...SIZE },
    {
      name: "test-agents",
      podSecurity: { level: "privileged", reason: "an agent of the cluster's own mounts the host" },
      ...SIZE,
    },
  ],
};
