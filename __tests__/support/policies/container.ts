import type { ContainerFacts } from "../../../policies/facts/container";
import { declared } from "../../../policies/facts/fact";
import type { Platform } from "../../../policies/facts/subject";
import { parseImage } from "../../../policies/facts/image-reference";

/** A container that keeps every promise, but for what is said. */
export function container(other: Partial<ContainerFacts> = {}): ContainerFacts {
  return {
    id: "docker_container.api",
    kind: "container",
    source: "synth",
    at: { file: "cdk.tf.json", address: "docker_container.api" },
    lifetime: "service",
    user: declared({ uid: 10001, gid: 10001, text: "10001:10001" }),
    privileged: declared(false),
    capabilities: declared({ drop: new Set(["ALL"]), add: new Set<string>() }),
    noNewPrivileges: declared(true),
    seccomp: declared("default"),
    rootReadOnly: declared(true),
    memoryBytes: declared(1024),
    memoryAndSwapBytes: declared(1024),
    cpus: declared(0.5),
    processes: declared(128),
    health: declared({
      form: "exec",
      command: ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/ready"],
      intervalSeconds: 5,
      timeoutSeconds: 3,
    }),
    mounts: declared([{ kind: "volume", source: "data", target: "/data", readOnly: false }]),
    exposures: declared([{ address: "127.0.0.1", hostPort: 8080, port: 80 }]),
    hostNamespaces: declared(new Set<never>()),
    networks: declared(["backend"]),
    environment: declared(new Map([["POSTGRES_PASSWORD_FILE", "/run/secrets/postgres"]])),
    command: declared([]),
    image: declared(parseImage("registry.example.com/api:1.4.2")),
    logLimit: declared(true),
    ...other,
  };
}

export const platformOf = (...subjects: readonly ContainerFacts[]): Platform => ({
  source: "synth",
  subjects,
  notExamined: new Map(),
});
