import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { withoutTemplates, type Manifest } from "../operations/manifest";
import { composeService, serviceOf, type Condition } from "./compose-service";
import { containerUnlikeExpected } from "./errors";
import { synthesizedContainer, type SynthesizedContainer } from "./synthesized-container";

/** What was synthesized of one environment, and who uses whom in it. */
export interface Declared {
  readonly manifest: Manifest;
  /** Containers of the stack by their name there, as Terraform reads them. */
  readonly containers: Readonly<Record<string, unknown>>;
  /** By layer: the components that it uses, as the environment says. */
  readonly uses: Readonly<Record<string, readonly string[]>>;
}

export interface ComposeOptions {
  /** True: who uses another one starts once that one is healthy. False: everything starts at once, but for jobs. */
  readonly waits: boolean;
  /** The folder with the content of configuration volumes, see `configFiles`. */
  readonly folder: string;
}

export type ComposeFile = Readonly<Record<"services" | "networks" | "volumes", Readonly<Record<string, unknown>>>>;

/**
 * A compose file of the same platform: the same images, limits, protections, health checks, networks and volumes. Jobs are
 * one-shot services.
 */
export function composeFile(declared: Declared, options: ComposeOptions): ComposeFile {
  const { manifest } = declared;
  const processes = new Map(manifest.containers.map((one) => [one.address, one.processes]));
  const services = containersOf(declared).map(([address, container]) => {
    const dependsOn = dependenciesOf({ address, container, declared, waits: options.waits });
    const around = { dependsOn, processes: processes.get(address), folder: options.folder };
    return [serviceOf(address), composeService(container, { ...around, configVolumes: manifest.configVolumes })];
  });
  const file = {
    services: Object.fromEntries(services) as Readonly<Record<string, unknown>>,
    networks: Object.fromEntries(manifest.networks.map(({ name, internal }) => [name, { internal }])),
    volumes: Object.fromEntries(manifest.volumes.map(({ name }) => [name, {}])),
  };
  return JSON.parse(withoutVariables(JSON.stringify(file))) as ComposeFile;
}

/** Files of configuration volumes, by path below the folder of `ComposeOptions`. */
export function configFiles({ manifest, containers }: Declared): ReadonlyMap<string, Buffer> {
  const holder = containers[nameIn(manifest.configHolder ?? "")] as { readonly upload?: readonly Upload[] } | undefined;
  const files = (holder?.upload ?? []).map(
    ({ file, content_base64 }) => [file.replace(/^\/config\//, ""), Buffer.from(content_base64, "base64")] as const,
  );
  return new Map(files);
}

interface Upload {
  readonly file: string;
  readonly content_base64: string;
}

/** Writes compose file and configuration into the folder; returns the file's path. JSON is YAML. */
export async function writeCompose(declared: Declared, options: ComposeOptions): Promise<string> {
  for (const [path, content] of configFiles(declared)) {
    const file = join(options.folder, path);
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, content);
  }
  const file = join(options.folder, "compose.json");
  await writeFile(file, JSON.stringify(composeFile(declared, options), null, 2));
  return file;
}

const nameIn = (address: string) => address.replace(/^docker_container\./, "");

function containersOf({ containers, manifest }: Declared): readonly (readonly [string, SynthesizedContainer])[] {
  const plain = JSON.parse(withoutTemplates(JSON.stringify(containers))) as typeof containers;
  return Object.entries(plain)
    .map(([name, container]) => [`docker_container.${name}`, container] as const)
    .filter(([address]) => address !== manifest.configHolder)
    .map(([address, container]) => [address, parsed(address, container)] as const);
}

function parsed(address: string, container: unknown): SynthesizedContainer {
  const result = synthesizedContainer.safeParse(container);
  if (result.success) return result.data;
  throw containerUnlikeExpected(
    address,
    result.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim()),
  );
}

interface Dependent {
  readonly address: string;
  readonly container: SynthesizedContainer;
  readonly declared: Declared;
  readonly waits: boolean;
}

/** What Terraform orders is kept in both kinds of file: a server needs what its job installs. */
function dependenciesOf(dependent: Dependent): Readonly<Record<string, Condition>> {
  const { container, declared, waits } = dependent;
  const jobs = new Set(declared.manifest.jobs.map(({ address }) => address));
  const running: Condition = waits ? "service_healthy" : "service_started";
  const ordered = container.depends_on
    .filter((other) => other.startsWith("docker_container.") && other !== declared.manifest.configHolder)
    .map((other) => [serviceOf(other), jobs.has(other) ? "service_completed_successfully" : running] as const);
  return Object.fromEntries([...ordered, ...(waits ? awaited(dependent) : [])]);
}

/**
 * What it uses must be healthy. What the way in leads to need only be there: HAProxy looks up its name at start, and waits
 * so long for an answer that it would be given up.
 */
function awaited({ address, container, declared }: Dependent): readonly (readonly [string, Condition])[] {
  const { manifest, uses } = declared;
  const component = manifest.containers.find((one) => one.address === address)?.component ?? "";
  const routed = container.ports.length > 0 ? manifest.routes.map((route) => route.component) : [];
  const all = (components: readonly string[], condition: Condition) =>
    manifest.containers
      .filter((other) => components.includes(other.component))
      .map((other) => [serviceOf(other.address), condition] as const);
  return [...all(routed, "service_started"), ...all(uses[component] ?? [], "service_healthy")];
}

/** Compose replaces `$NAME` everywhere, unless the sign is doubled. */
const withoutVariables = (text: string) => text.replaceAll("$", () => "$$");
