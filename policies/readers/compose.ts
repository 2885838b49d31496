import { z } from "zod";
import type { ContainerFacts } from "../facts/container";
import { byDefault, declared } from "../facts/fact";
import type { Platform } from "../facts/subject";
import { factsOf } from "./compose/container";
import { type Definition, Entry } from "./compose/entry";
import { tooDeep } from "./compose/errors";
import type { Definitions } from "./compose/mounts";
import { networkFacts } from "./compose/networks";
import { readProject } from "./compose/project";
import { ProjectFiles, type ReadFile } from "./compose/project-files";
import type { Section } from "./compose/rebase";
import { text } from "./compose/shapes";
import { withVariableFiles } from "./compose/variable-files";

export type { FileAnswer, ReadFile } from "./compose/project-files";

const DEPENDS = z.object({
  depends_on: z.union([z.array(text), z.record(z.string(), z.looseObject({ condition: text.optional() }).nullable())]),
});
const RESTART = z.object({ restart: text.optional(), "deploy.restart_policy.condition": text.optional() });

/**
 * What one compose file says, by https://docs.docker.com/reference/compose-file/: its services, with the engine's
 * defaults. Variables are what the project's `.env` says, or have their defaults, or are unknown: the machine's
 * environment is never asked. Paths start in the folder of the file.
 *
 * @param read opens other files; without it none is, and what would lie in them is counted as not examined
 * @throws UnreadableSource for what is no compose file, or grows without end when it is written out.
 */
export function composePlatform(content: string, file: string, read?: ReadFile): Platform {
  try {
    return platformOf(content, file, read);
  } catch (error) {
    // What is nested or long beyond anything that is foreseen here.
    throw error instanceof RangeError ? tooDeep(file) : error;
  }
}

function platformOf(content: string, file: string, read: ReadFile | undefined): Platform {
  const files = new ProjectFiles(file, read);
  const { sections, variables } = readProject(content, files);
  const section = (name: Section, change = (one: Definition): Definition => one) =>
    new Map([...sections[name]].map(([key, one]) => [key, new Entry(`${name}.${key}`, change(one), files.budget)]));
  const definitions = {
    networks: section("networks"),
    volumes: section("volumes"),
    secrets: section("secrets"),
    configs: section("configs"),
  };
  const services = section("services", (one) => withVariableFiles(one, files, variables));
  const containers = subjectsOf(services, definitions);
  return {
    source: "compose",
    subjects: [...containers, ...networkFacts(containers, definitions.networks, { file })],
    notExamined: new Map([...files.unread, ...notExamined([...services.values()])]),
  };
}

function subjectsOf(services: ReadonlyMap<string, Entry>, definitions: Definitions): readonly ContainerFacts[] {
  const ending = new Set([...services.values()].flatMap(waitedFor));
  return [...services]
    .filter(([, service]) => isContainer(service))
    .map(([name, service]) => ({
      id: name,
      kind: "container",
      source: "compose",
      at: { ...service.place, address: service.address },
      replicaOf: name,
      lifetime: ending.has(name) && runsOnce(service) ? "task" : "service",
      ...factsOf(service, definitions),
    }));
}

/** A provider is a program of the machine. https://docs.docker.com/reference/compose-file/services/#provider */
const isContainer = (service: Entry): boolean => !service.has("provider");

/** The services that have to end well before this one starts. */
function waitedFor(service: Entry): readonly string[] {
  const said = service.fact(
    DEPENDS,
    ({ depends_on: on }) => {
      const conditions = Array.isArray(on) ? [] : Object.entries(on);
      const ends = conditions.filter(([, one]) => one?.condition === "service_completed_successfully");
      return declared(ends.map(([name]) => name));
    },
    byDefault([]),
  );
  return said.state === "known" ? said.value : [];
}

function runsOnce(service: Entry): boolean {
  if (service.has("ports") || service.has("expose")) return false;
  const said = service.fact(
    RESTART,
    ({ restart, "deploy.restart_policy.condition": condition = "none" }) =>
      declared(restart === undefined ? condition === "none" : /^(no|false)$/.test(restart)),
    byDefault(true),
  );
  return said.state === "known" && said.value;
}

function notExamined(services: readonly Entry[]): readonly (readonly [string, number])[] {
  const counts = ["volumes_from", "provider"].map(
    (key) => [`compose ${key}`, services.filter((service) => service.has(key)).length] as const,
  );
  return counts.filter(([, count]) => count > 0);
}
