import type { ContainerFacts } from "../../facts/container";
import { keepsData } from "../../facts/data-paths";
import { byDefault, declared, type Fact, inPart, UNSAYABLE, unknown } from "../../facts/fact";
import type { Subject } from "../../facts/subject";
import { devicesOf, groupsOf, runtimeOf, sysctlsOf } from "./devices";
import type { Entry } from "./entry";
import { healthOf } from "./health";
import { logLimitOf, logOptionsOf, restartOf, stopGraceOf } from "./lifecycle";
import { type Definitions, mountsOf } from "./mounts";
import { networksOf } from "./networks";
import { exposuresOf } from "./ports";
import { commandOf, environmentOf, imageOf, labelsOf, userOf } from "./process";
import {
  appArmorOf,
  capabilitiesOf,
  hostNamespacesOf,
  kernelPathsHiddenOf,
  noNewPrivilegesOf,
  privilegedOf,
  rootReadOnlyOf,
  seccompOf,
  seLinuxOf,
  sharedNamespacesOf,
} from "./security";
import { cpusOf, memoryAndSwapOf, memoryOf, processesOf } from "./sizes";
import { uploadsOf } from "./uploads";

type Facts = Omit<ContainerFacts, keyof Subject | "lifetime" | "replicaOf">;

/** A service as the engine would run it: its defaults hold for what is not said. */
export function factsOf(service: Entry, definitions: Definitions): Facts {
  const reach = reachOf(service, definitions);
  const image = imageOf(service);
  const facts: Facts = {
    ...securityOf(service),
    ...resourcesOf(service),
    ...reach,
    health: healthOf(service),
    // The engine restarts what ends, never what is not well.
    liveness: UNSAYABLE,
    restart: restartOf(service),
    stopGraceSeconds: stopGraceOf(service),
    stopNeedSeconds: UNSAYABLE,
    environment: environmentOf(service),
    command: commandOf(service),
    labels: labelsOf(service),
    uploads: uploadsOf(service, definitions.configs),
    image,
    logLimit: logLimitOf(service),
    logOptions: logOptionsOf(service),
    stateful: statefulOf(image, reach.mounts),
    ignoredChanges: byDefault([]),
  };
  return service.isOpen ? extended(facts) : facts;
}

/** A mount that cannot be told may be the one. */
function statefulOf(image: ContainerFacts["image"], mounts: ContainerFacts["mounts"]): Fact<boolean> {
  if (image.state !== "known" || mounts.state !== "known") return unknown("image-decides");
  const keeps = keepsData(image.value, mounts.value);
  return keeps === undefined || (!keeps && mounts.more) ? unknown(mounts.more ?? "image-decides") : declared(keeps);
}

const securityOf = (service: Entry) => ({
  user: userOf(service),
  groups: groupsOf(service),
  privileged: privilegedOf(service),
  capabilities: capabilitiesOf(service),
  noNewPrivileges: noNewPrivilegesOf(service),
  seccomp: seccompOf(service),
  appArmor: appArmorOf(service),
  seLinux: seLinuxOf(service),
  kernelPathsHidden: kernelPathsHiddenOf(service),
  rootReadOnly: rootReadOnlyOf(service),
});

const resourcesOf = (service: Entry) => ({
  memoryBytes: memoryOf(service),
  memoryAndSwapBytes: memoryAndSwapOf(service),
  cpus: cpusOf(service),
  processes: processesOf(service),
  devices: devicesOf(service),
  runtime: runtimeOf(service),
  sysctls: sysctlsOf(service),
});

const reachOf = (service: Entry, definitions: Definitions) => ({
  mounts: mountsOf(service, definitions),
  exposures: exposuresOf(service),
  hostNamespaces: hostNamespacesOf(service, definitions.networks),
  sharedNamespaces: sharedNamespacesOf(service),
  networks: networksOf(service, definitions.networks),
});

/** Facts of lists and mappings, to which the service that is extended adds. */
const ADDED: ReadonlySet<string> = new Set<keyof Facts>([
  "capabilities",
  "groups",
  "mounts",
  "exposures",
  "hostNamespaces",
  "sharedNamespaces",
  "networks",
  "environment",
  "labels",
  "uploads",
  "devices",
  "sysctls",
  "logOptions",
]);

/** What is not said here may be said there, which is not read. https://docs.docker.com/reference/compose-file/services/#extends */
const extended = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, open(name, fact as Fact<unknown>)])) as never;

function open(name: string, fact: Fact<unknown>): Fact<unknown> {
  if (fact.state === "unsayable" || name === "ignoredChanges") return fact;
  if (fact.state === "unknown" || fact.from === "default") return unknown("elsewhere");
  return ADDED.has(name) ? inPart(fact.value, "elsewhere") : fact;
}
