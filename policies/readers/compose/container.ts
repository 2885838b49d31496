import type { ContainerFacts } from "../../facts/container";
import { type Fact, unknown } from "../../facts/fact";
import type { Subject } from "../../facts/subject";
import type { Entry } from "./entry";
import { healthOf } from "./health";
import { type Definitions, mountsOf } from "./mounts";
import { exposuresOf } from "./ports";
import { commandOf, environmentOf, imageOf, logLimitOf, networksOf, userOf } from "./process";
import {
  capabilitiesOf,
  hostNamespacesOf,
  noNewPrivilegesOf,
  privilegedOf,
  rootReadOnlyOf,
  seccompOf,
} from "./security";
import { cpusOf, memoryAndSwapOf, memoryOf, processesOf } from "./sizes";

type Facts = Omit<ContainerFacts, keyof Subject>;

/** A service as the engine would run it: its defaults hold for what is not said. */
export function factsOf(service: Entry, definitions: Definitions): Facts {
  const facts: Facts = {
    user: userOf(service),
    privileged: privilegedOf(service),
    capabilities: capabilitiesOf(service),
    noNewPrivileges: noNewPrivilegesOf(service),
    seccomp: seccompOf(service),
    rootReadOnly: rootReadOnlyOf(service),
    memoryBytes: memoryOf(service),
    memoryAndSwapBytes: memoryAndSwapOf(service),
    cpus: cpusOf(service),
    processes: processesOf(service),
    health: healthOf(service),
    mounts: mountsOf(service, definitions),
    exposures: exposuresOf(service),
    hostNamespaces: hostNamespacesOf(service),
    networks: networksOf(service),
    environment: environmentOf(service),
    command: commandOf(service),
    image: imageOf(service),
    logLimit: logLimitOf(service),
  };
  return service.has("extends") ? extended(facts) : facts;
}

/** Facts to which the service that is extended adds, also where this one says something. */
const ADDED: ReadonlySet<string> = new Set<keyof Facts>([
  "capabilities",
  "noNewPrivileges",
  "seccomp",
  "mounts",
  "exposures",
  "hostNamespaces",
  "networks",
  "environment",
]);

/** What is not said here may be said there, which is not read. https://docs.docker.com/reference/compose-file/services/#extends */
function extended(facts: Facts): Facts {
  const isOpen = (name: string, fact: Fact<unknown>) =>
    ADDED.has(name) || fact.state === "unknown" || (fact.state === "known" && fact.from === "default");
  const all = Object.entries(facts) as [string, Fact<unknown>][];
  const open = all.filter(([name, fact]) => isOpen(name, fact)).map(([name]) => [name, unknown("expression")]);
  return { ...facts, ...(Object.fromEntries(open) as Partial<Facts>) };
}
