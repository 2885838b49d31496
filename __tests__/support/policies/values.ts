import { parseImage } from "../../../policies/facts/image-reference";
import type { FactsByKind, Kind } from "../../../policies/facts/subject";
import type { FactOf } from "../../../policies/rule";
import type { ValueOf } from "../../../review/posture/order/orderings";
import {
  cloudKey,
  cloudPolicy,
  machine,
  managedCluster,
  opening,
  repository,
  securityGroup,
  statement,
  store,
  trail,
} from "./cloud";
import { container } from "./container";
import { network, volume } from "./docker";
import { clusterService, namespace, networkPolicy, role, workload } from "./kubernetes";
import { backend, cloud, connection, engine, release, stack } from "./terraform";

/** For each kind one thing that keeps every promise, but for what is said. */
export const BUILDERS: { readonly [K in Kind]: (other?: Partial<FactsByKind[K]>) => FactsByKind[K] } = {
  container,
  network,
  volume,
  stack,
  provider: (other) => ({ ...engine(), ...cloud(), connection: engine().connection, ...other }),
  release,
  workload,
  namespace,
  networkPolicy,
  role,
  clusterService,
  store,
  securityGroup,
  cloudPolicy,
  machine,
  managedCluster,
  repository,
  trail,
  cloudKey,
};

/** A value and a worse one; `other` where none is worse than the other. */
type Two<T> = { readonly good: T; readonly bad: T } | { readonly one: T; readonly other: T };

type Values = {
  readonly [K in Kind]: { readonly [F in FactOf<K> & keyof FactsByKind[K]]: Two<ValueOf<FactsByKind[K][F]>> };
};

const IMAGE = "registry.example.com/api:1.4.2";
const CHECK = {
  form: "exec",
  command: ["wget", "-q", "http://127.0.0.1/ready"],
  intervalSeconds: 5,
  timeoutSeconds: 3,
} as const;
const YES = { good: true, bad: false };
const NO = { good: false, bad: true };
const WORDS = { one: new Map([["team", "blue"]]), other: new Map([["team", "green"]]) };
const LIMIT = { good: 512, bad: "unlimited" } as const;
const CONFINED = { good: "default", bad: "unconfined" } as const;
const ALLOWED = {
  good: [],
  bad: [{ peer: { kind: "addresses", cidr: "0.0.0.0/0", except: [] }, ports: [] }],
} as const;
const LIST = { good: ["one"], bad: ["two", "one"] };
const GET = { groups: [""], resources: ["secrets"], verbs: ["get"], names: ["web"] };

export const VALUES: Values = {
  container: {
    lifetime: { one: "service", other: "task" },
    replicaOf: { one: "platform/api", other: "platform/web" },
    user: { good: { uid: 7, gid: 7, text: "7:7" }, bad: { uid: 0, gid: 7, text: "root:7" } },
    groups: LIST,
    privileged: NO,
    capabilities: {
      good: { drop: new Set(["ALL"]), add: new Set(["NET_BIND_SERVICE"]) },
      bad: { drop: new Set(["ALL"]), add: new Set(["SYS_ADMIN", "NET_BIND_SERVICE"]) },
    },
    noNewPrivileges: YES,
    seccomp: CONFINED,
    appArmor: CONFINED,
    seLinux: CONFINED,
    kernelPathsHidden: YES,
    rootReadOnly: YES,
    memoryBytes: LIMIT,
    memoryAndSwapBytes: LIMIT,
    cpus: LIMIT,
    processes: { good: "slice", bad: "unlimited" },
    health: { good: CHECK, bad: { ...CHECK, form: "none", command: [] } },
    liveness: { good: CHECK, bad: { ...CHECK, command: ["true"] } },
    restart: { good: { policy: "always", retries: undefined }, bad: { policy: "no", retries: undefined } },
    stopGraceSeconds: { good: 30, bad: 0 },
    stopNeedSeconds: { one: 10, other: 20 },
    mounts: {
      good: [{ kind: "tmpfs", source: "", target: "/tmp", readOnly: false, tmpfs: { sizeBytes: 1, allowed: [] } }],
      bad: [{ kind: "tmpfs", source: "", target: "/tmp", readOnly: false, tmpfs: { sizeBytes: 1, allowed: ["exec"] } }],
    },
    devices: LIST,
    runtime: { one: "", other: "runsc" },
    sysctls: WORDS,
    exposures: {
      good: [{ address: "127.0.0.1", hostPort: 80, port: 80 }],
      bad: [{ address: "0.0.0.0", hostPort: 80, port: 80 }],
    },
    hostNamespaces: { good: new Set(), bad: new Set(["pid"]) },
    sharedNamespaces: { good: [], bad: [{ namespace: "pid", of: "database" }] },
    networks: { one: [{ network: "back", aliases: [] }], other: [{ network: "front", aliases: [] }] },
    environment: WORDS,
    command: { one: ["serve"], other: ["serve", "--verbose"] },
    labels: WORDS,
    uploads: { one: [{ target: "/a", text: "1" }], other: [{ target: "/a", text: "2" }] },
    image: { good: parseImage(`${IMAGE}@sha256:${"a".repeat(64)}`), bad: parseImage(IMAGE) },
    logLimit: YES,
    logOptions: WORDS,
    stateful: { one: true, other: false },
    ignoredChanges: { good: [], bad: ["user"] },
  },
  network: { internal: YES, members: { one: ["a"], other: ["a", "b"] } },
  volume: {
    stateful: { one: true, other: false },
    preventDestroy: YES,
    change: { good: "update", bad: "replace" },
  },
  stack: {
    backend: { good: backend(), bad: backend({ encrypted: false }) },
    requirements: { good: [{ name: "aws", version: "~> 5.1" }], bad: [{ name: "aws", version: ">= 5" }] },
    remoteStates: { one: [], other: [{ address: "data.other", place: "s3://other" }] },
    provisioners: LIST,
    outsideData: LIST,
  },
  provider: {
    type: { one: "aws", other: "docker" },
    endpoints: LIST,
    allowedAccounts: { good: ["111111111111"], bad: [] },
    hasStaticKeys: NO,
    connection: { good: connection(), bad: connection({ checksHostKey: false }) },
  },
  release: {
    chartIsLocal: { one: true, other: false },
    version: { one: "1", other: "2" },
    repository: { good: "https://charts.example.com", bad: "http://charts.example.com" },
    atomic: YES,
    wait: YES,
    secretValues: LIST,
    strangeValues: LIST,
  },
  workload: {
    lifetime: { one: "service", other: "task" },
    namespace: { one: "shop", other: "blog" },
    replicas: { one: 2, other: 3 },
    tokenMounted: NO,
    disruptions: { good: 1, bad: "any" },
    spread: YES,
    ingressClosed: YES,
    egressClosed: YES,
    callers: ALLOWED,
    callees: ALLOWED,
    hostPorts: { good: [], bad: [80] },
    volumeTypes: { one: ["emptyDir"], other: ["configMap"] },
    secretVariables: LIST,
    askedHosts: LIST,
  },
  namespace: {
    podSecurity: { good: "baseline", bad: "privileged" },
    podSecurityVersion: { good: "latest", bad: "v1.20" },
    closed: { good: ["ingress", "egress"], bad: ["ingress"] },
  },
  networkPolicy: {
    selects: { one: "all", other: [] },
    directions: { good: ["ingress", "egress"], bad: ["ingress"] },
    open: { good: [], bad: ["egress"] },
    ignored: { good: [], bad: ["egress"] },
  },
  role: { grants: { good: [GET], bad: [{ ...GET, names: [] }] } },
  clusterService: {
    externalAddresses: { good: ["10.0.0.0/8"], bad: ["10.0.0.0/7"] },
    externalName: { good: "", bad: "db.example.com" },
  },
  store: {
    what: { one: "bucket", other: "database" },
    encryption: { good: "own-key", bad: "none" },
    publicWays: LIST,
    tlsOnly: YES,
    deletionProtected: YES,
    finalCopy: YES,
    recoveryDays: { good: 30, bad: 0 },
    severalZones: YES,
    versioned: YES,
    keptDays: { good: "forever", bad: 1 },
    clearSecrets: LIST,
  },
  securityGroup: {
    openings: { one: [opening()], other: [opening({ first: 22 })] },
    frontsBalancer: { one: true, other: false },
  },
  cloudPolicy: {
    about: { one: "identity", other: "boundary" },
    statements: { one: [statement()], other: [statement({ actions: ["s3:putobject"] })] },
    bounded: YES,
  },
  machine: { metadataTokens: YES, metadataHops: { good: 1, bad: 2 }, clearDisks: LIST },
  managedCluster: { publicCidrs: LIST, missingLogs: LIST, secretsEncrypted: YES, admins: LIST },
  repository: { tagsFixed: YES, scanned: YES },
  trail: { allRegions: YES, validated: YES, running: YES },
  cloudKey: { rotated: YES },
};
