import type { ContainerFacts } from "../../facts/container";
import { UNSAYABLE, byDefault, mapped, unknown, type Fact } from "../../facts/fact";
import { parseImage } from "../../facts/image-reference";
import { parseUser } from "../../facts/user";
import type { Attributes } from "./attributes";
import { attachmentsOf, exposuresOf, hostNamespacesOf, sharedNamespacesOf } from "./docker-reach";
import { healthOf, logLimitOf, logOptionsOf, restartOf, stopGraceOf, stopNeedOf } from "./docker-running";
import { capabilitiesOf, devicesOf, securityOf } from "./docker-security";
import { cpusOf, memoryAndSwapOf, memoryOf, processesOf } from "./docker-sizes";
import { commandOf, environmentOf, labelsOf, uploadsOf } from "./docker-words";
import { mountsOf, statefulOf } from "./docker-mounts";
import { ignoredOf } from "./ignored-changes";
import { pathOf, type Resource } from "./resource";
import type { Surroundings } from "./surroundings";

/**
 * A container as the docker provider would make it; the engine's defaults hold for what is not said.
 * https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/resources/container
 */
export function containerFacts(resource: Resource, surroundings: Surroundings): ContainerFacts {
  const path = pathOf(resource.attributes);
  const facts = factsOf(resource, surroundings, replicaOf(path ?? resource.address));
  return path === undefined ? facts : { ...facts, path };
}

function factsOf(resource: Resource, surroundings: Surroundings, replica: string): ContainerFacts {
  const { attributes, address, source } = resource;
  const image = imageOf(attributes);
  const mounts = mountsOf(attributes, surroundings);
  const own = {
    id: address,
    kind: "container" as const,
    source,
    at: attributes.at,
    lifetime: lifetimeOf(attributes),
    replicaOf: replica,
    image,
    mounts,
    stateful: statefulOf(image, mounts),
    ignoredChanges: ignoredOf(resource.ignored),
  };
  return together([
    own,
    securityOf(attributes),
    confinementOf(attributes),
    reachOf(attributes),
    runningOf(attributes),
  ] as const);
}

type All<P extends readonly object[]> = P extends readonly [infer First, ...infer Rest extends readonly object[]]
  ? First & All<Rest>
  : unknown;

/** One object of several. Of as many names as these have, `Object.assign` and `...` take four times as long. */
function together<P extends readonly object[]>(parts: P): All<P> {
  const all: Record<string, unknown> = {};
  for (const part of parts) for (const name in part) all[name] = part[name as never];
  return all as All<P>;
}

/** What it may do, and use up. */
const confinementOf = (attributes: Attributes) => ({
  user: userOf(attributes),
  groups: attributes.texts("group_add") ?? byDefault([]),
  privileged: attributes.flag("privileged") ?? byDefault(false),
  capabilities: capabilitiesOf(attributes),
  rootReadOnly: attributes.flag("read_only") ?? byDefault(false),
  memoryBytes: memoryOf(attributes),
  memoryAndSwapBytes: memoryAndSwapOf(attributes),
  cpus: cpusOf(attributes),
  processes: processesOf(attributes),
  devices: devicesOf(attributes),
  runtime: attributes.text("runtime") ?? byDefault(""),
  sysctls: attributes.map("sysctls") ?? byDefault(new Map<string, string>()),
});

/** By whom it is reached, and whom it reaches. */
const reachOf = (attributes: Attributes) => ({
  exposures: exposuresOf(attributes),
  hostNamespaces: hostNamespacesOf(attributes),
  sharedNamespaces: sharedNamespacesOf(attributes),
  networks: attachmentsOf(attributes),
});

/** What it runs, and how it starts and ends. */
const runningOf = (attributes: Attributes) => ({
  health: healthOf(attributes),
  // The engine starts again what ended, and nothing that is ill.
  liveness: UNSAYABLE,
  restart: restartOf(attributes),
  stopGraceSeconds: stopGraceOf(attributes),
  stopNeedSeconds: stopNeedOf(attributes),
  environment: environmentOf(attributes),
  command: commandOf(attributes),
  labels: labelsOf(attributes),
  uploads: uploadsOf(attributes),
  logLimit: logLimitOf(attributes),
  logOptions: logOptionsOf(attributes),
});

const userOf = (attributes: Attributes): ContainerFacts["user"] => {
  const said = attributes.text("user");
  return said && !(said.state === "known" && said.value === "") ? mapped(said, parseUser) : unknown("image-decides");
};

/** What the provider pulls or builds itself is known then. */
const imageOf = (attributes: Attributes): ContainerFacts["image"] =>
  mapped(attributes.text("image") ?? unknown("after-apply"), parseImage);

function lifetimeOf(attributes: Attributes): ContainerFacts["lifetime"] {
  const isFalse = (fact: Fact<boolean> | undefined) => fact?.state === "known" && !fact.value;
  if (isFalse(attributes.flag("start"))) return "inert";
  return isFalse(attributes.flag("must_run")) ? "task" : "service";
}

/** A number at the end counts: `platform/items/2`, `docker_container.items[1]`. */
const replicaOf = (name: string): string => name.replace(/(\/\d+|\[[^\]]*\])$/, "");
