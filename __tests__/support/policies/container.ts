import type { ContainerFacts } from "../../../policies/facts/container";
import { declared } from "../../../policies/facts/fact";
import type { FactsByKind, Kind, Platform } from "../../../policies/facts/subject";
import { parseImage } from "../../../policies/facts/image-reference";

const IMAGE = `registry.example.com/api:1.4.2@sha256:${"a".repeat(64)}`;

/** A container that keeps every promise, but for what is said. */
export function container(other: Partial<ContainerFacts> = {}): ContainerFacts {
  return {
    id: "docker_container.api",
    kind: "container",
    source: "synth",
    at: { file: "cdk.tf.json", address: "docker_container.api" },
    lifetime: "service",
    replicaOf: "platform/api",
    ...CONFINED,
    ...LIMITED,
    ...RUNNING,
    ...REACHED,
    mounts: declared([{ kind: "volume", source: "data", target: "/data", readOnly: false }]),
    devices: declared([]),
    stateful: declared(false),
    ignoredChanges: declared([]),
    ...other,
  };
}

/** What it may do. */
const CONFINED = {
  user: declared({ uid: 10001, gid: 10001, text: "10001:10001" }),
  groups: declared([]),
  privileged: declared(false),
  capabilities: declared({ drop: new Set(["ALL"]), add: new Set<string>() }),
  noNewPrivileges: declared(true),
  seccomp: declared("default"),
  appArmor: declared("default"),
  seLinux: declared("default"),
  kernelPathsHidden: declared(true),
  rootReadOnly: declared(true),
  runtime: declared(""),
  sysctls: declared(new Map<string, string>()),
} as const satisfies Partial<ContainerFacts>;

/** What it may use up. */
const LIMITED = {
  memoryBytes: declared(1024),
  memoryAndSwapBytes: declared(1024),
  cpus: declared(0.5),
  processes: declared(128),
  logLimit: declared(true),
  logOptions: declared(new Map([["max-size", "10m"]])),
} as const satisfies Partial<ContainerFacts>;

/** What it runs, and how it starts and ends. */
const RUNNING = {
  image: declared(parseImage(IMAGE)),
  command: declared([]),
  environment: declared(new Map([["POSTGRES_PASSWORD_FILE", "/run/secrets/postgres"]])),
  labels: declared(new Map([["bulwark.path", "platform/api"]])),
  uploads: declared([]),
  health: declared({
    form: "exec",
    command: ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/ready"],
    intervalSeconds: 5,
    timeoutSeconds: 3,
  }),
  liveness: declared({ form: "http", command: ["8080", "/live"], intervalSeconds: 10, timeoutSeconds: 2 }),
  restart: declared({ policy: "unless-stopped", retries: undefined }),
  stopGraceSeconds: declared(30),
  stopNeedSeconds: declared(20),
} as const satisfies Partial<ContainerFacts>;

/** By whom it is reached, and whom it reaches. */
const REACHED = {
  exposures: declared([{ address: "127.0.0.1", hostPort: 8080, port: 80 }]),
  hostNamespaces: declared(new Set<never>()),
  sharedNamespaces: declared([]),
  networks: declared([{ network: "backend", aliases: ["api"] }]),
} as const satisfies Partial<ContainerFacts>;

export const platformOf = (...subjects: readonly FactsByKind[Kind][]): Platform => ({
  source: "synth",
  subjects,
  notExamined: new Map(),
});
