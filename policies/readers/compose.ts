import { z } from "zod";
import type { ContainerFacts } from "../facts/container";
import { byDefault, declared } from "../facts/fact";
import type { Platform } from "../facts/subject";
import { factsOf } from "./compose/container";
import { readDocument } from "./compose/document";
import { Entry, text } from "./compose/entry";
import { notCompose } from "./compose/errors";
import type { Definitions } from "./compose/mounts";
import { Values } from "./compose/values";

const DEPENDS = z.object({
  depends_on: z.union([z.array(text), z.record(z.string(), z.looseObject({ condition: text.optional() }).nullable())]),
});
const RESTART = z.object({ restart: text.optional(), "deploy.restart_policy.condition": text.optional() });

/**
 * What one compose file says, by https://docs.docker.com/reference/compose-file/: its services, with the engine's
 * defaults. Variables have their defaults or are unknown: the machine's environment is never asked. Paths stay as they
 * are written. What lies in other files is counted, not read.
 *
 * @throws UnreadableSource for what is no compose file, or grows without end when it is written out.
 */
export function composePlatform(content: string, file: string): Platform {
  const { root, lines } = readDocument(content, file);
  const values = new Values(file);
  const top = values.entries(root, "the file", { file });
  if (!top.has("services") && !top.has("include")) throw notCompose(file);
  const section = (name: string): ReadonlyMap<string, Entry> => {
    const all = [...values.entries(top.get(name), name, { file })].filter(([key]) => !key.startsWith("x-"));
    const lineOf = (key: string) => (name === "services" ? lines.get(key) : undefined);
    return new Map(
      all.map(([key, value]) => [key, new Entry(`${name}.${key}`, value, { file, line: lineOf(key) }, values)]),
    );
  };
  const definitions = { volumes: section("volumes"), secrets: section("secrets"), configs: section("configs") };
  const services = section("services");
  return {
    source: "compose",
    subjects: subjectsOf(services, definitions),
    notExamined: notExamined([...services.values()], { include: top.get("include"), network: section("networks") }),
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
      declared(restart === undefined ? condition === "none" : restart === "no"),
    byDefault(true),
  );
  return said.state === "known" && said.value;
}

function notExamined(
  services: readonly Entry[],
  { include, network }: { readonly include: unknown; readonly network: ReadonlyMap<string, Entry> },
): ReadonlyMap<string, number> {
  const have = (key: string) => services.filter((service) => service.has(key)).length;
  const included = Array.isArray(include) ? include.length : include === undefined || include === null ? 0 : 1;
  const counts = [
    ["compose include", included],
    ["compose network", network.size],
    ...["extends", "env_file", "volumes_from", "provider"].map((key) => [`compose ${key}`, have(key)] as const),
  ] as const;
  return new Map(counts.filter(([, count]) => count > 0));
}
