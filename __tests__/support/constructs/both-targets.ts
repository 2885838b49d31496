import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { parse } from "yaml";
import { KubernetesTarget, type Cluster } from "../../../constructs/targets/kubernetes";
import type { KubernetesManifest } from "../../../constructs/targets/kubernetes/private/manifest";
import type { NamespacesValues, WorkloadValues } from "../../../constructs/targets/kubernetes/private/values";
import { testImages } from "./images";
import type { ContainerJson, StackJson } from "./stack-json";
import { containerOf, labelOf, manifestOf } from "./synthesized";

export interface KubernetesSynthesis {
  readonly manifest: KubernetesManifest;
  readonly namespaces: NamespacesValues;
  /** By the component's name. */
  readonly workloads: Readonly<Record<string, WorkloadValues>>;
  /** As Terraform would read it. */
  readonly json: {
    readonly resource: { readonly helm_release: Readonly<Record<string, Readonly<Record<string, unknown>>>> };
    readonly [key: string]: unknown;
  };
}

/** What has everything that a component could want of a cluster. */
export const CLUSTER: Cluster = { context: "test", storage: { sharedClass: "shared" } };

/** What a function declares, rendered for a cluster. */
export function synthesizedForKubernetes(
  declare: (scope: Construct) => void,
  cluster: Cluster = CLUSTER,
): KubernetesSynthesis {
  const outdir = mkdtempSync(join(tmpdir(), "bulwark-synth-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    const stack = new TerraformStack(app, "test");
    new KubernetesTarget(stack, "kubernetes", { cluster, images: testImages() });
    declare(stack);
    app.synth();
    const text = readFileSync(join(outdir, "stacks", "test", "cdk.tf.json"), "utf8");
    return read(JSON.parse(text) as KubernetesSynthesis["json"]);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function read(json: KubernetesSynthesis["json"]): KubernetesSynthesis {
  const { namespaces, ...releases } = json.resource.helm_release;
  const valuesOf = (release: Readonly<Record<string, unknown>>) =>
    parse((release["values"] as string[])[0]!) as unknown;
  const workloads = Object.values(releases).map((release) => valuesOf(release) as WorkloadValues);
  return {
    json,
    manifest: (json["//"] as { readonly bulwark: KubernetesManifest }).bulwark,
    namespaces: valuesOf(namespaces!) as NamespacesValues,
    workloads: Object.fromEntries(workloads.map((values) => [values.name, values])),
  };
}

/** What is promised of the server of a component, whatever it runs on. */
export interface Promised {
  readonly image: string;
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly environment: readonly string[];
  readonly memoryMiB: number;
  readonly cpus: number;
  readonly health: readonly string[];
  readonly secretFiles: readonly string[];
  readonly temporary: readonly string[];
  readonly port: number | undefined;
  readonly publishes: readonly number[];
  readonly readOnlyRoot: boolean;
  readonly exceptions: readonly unknown[];
}

export function promisedOnDocker(stack: StackJson): Readonly<Record<string, Promised>> {
  const servers = manifestOf(stack).containers.filter(({ component }) => !component.includes("/"));
  return Object.fromEntries(
    servers.map(({ address, component, port, publishes, exceptions }) => {
      const container = containerOf(stack, address.replace("docker_container.", ""));
      const published = publishes.map(({ hostPort }) => hostPort);
      return [component, { ...ofContainer(container), port, publishes: published, exceptions }];
    }),
  );
}

const ofContainer = (container: ContainerJson): Omit<Promised, "port" | "publishes" | "exceptions"> => ({
  image: container.image,
  user: container.user!,
  entrypoint: container.entrypoint ?? [],
  command: container.command ?? [],
  environment: container.env ?? [],
  memoryMiB: container.memory!,
  cpus: Number(container.cpus),
  health: container.healthcheck!.test.slice(1),
  secretFiles: (container.mounts ?? [])
    .flatMap(({ target }) => (target.startsWith("/run/secrets/") ? [target] : []))
    .sort(),
  temporary: Object.keys(container.tmpfs ?? {}).sort(),
  readOnlyRoot: container.read_only === true && labelOf(container, "bulwark.kind") === "service",
});

export function promisedOnKubernetes({ workloads, manifest }: KubernetesSynthesis): Readonly<Record<string, Promised>> {
  return Object.fromEntries(
    manifest.releases.map(({ component, port, publishes, exceptions }) => {
      const values = workloads[component]!;
      return [component, { ...ofWorkload(values), port, publishes, exceptions }];
    }),
  );
}

function ofWorkload({ server, user, volumes }: WorkloadValues): Omit<Promised, "port" | "publishes" | "exceptions"> {
  const inMemory = new Set(volumes.filter(({ kind }) => kind === "memory").map(({ name }) => name));
  return {
    image: server.image,
    user: `${user.uid}:${user.gid}`,
    entrypoint: server.command ?? [],
    command: server.args ?? [],
    environment: Object.entries(server.environment)
      .map(([name, value]) => `${name}=${value}`)
      .sort(),
    memoryMiB: Number.parseInt(server.resources.memory, 10),
    cpus: Number.parseInt(server.resources.cpuLimit, 10) / 1000,
    health: server.readiness.exec!,
    secretFiles: Object.keys(server.secret?.keys ?? {})
      .map((file) => `/run/secrets/${file}`)
      .sort(),
    temporary: server.mounts
      .filter(({ volume, path }) => inMemory.has(volume) && path !== "/dev/shm")
      .map(({ path }) => path)
      .sort(),
    // The chart has no word for another one.
    readOnlyRoot: true,
  };
}
