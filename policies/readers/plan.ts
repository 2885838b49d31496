import { basename, dirname } from "node:path";
import { UNSAYABLE, declared, inPart, type Fact } from "../facts/fact";
import type { Platform } from "../facts/subject";
import type { ProviderFacts, RemoteState, Requirement, StackFacts } from "../facts/terraform";
import { isObject, objectIn, textIn } from "./objects";
import { Attributes } from "./terraform/attributes";
import { placeOf } from "./terraform/backend";
import { notAPlan } from "./terraform/errors";
import { configurationOf, type Configuration } from "./terraform/plan-configuration";
import { plannedResources } from "./terraform/plan-resources";
import { constantsOf } from "./terraform/plan-values";
import { providerFacts } from "./terraform/provider";
import { moduleRequirement, OUTSIDE } from "./terraform/stack";
import { subjectsOf } from "./terraform/subjects";
import { Surroundings } from "./terraform/surroundings";

type Json = Readonly<Record<string, unknown>>;

/**
 * What `terraform show -json` prints of a plan, or `tofu show -json`. What is deleted is told of volumes alone: of anything
 * else nothing is left that could break a promise.
 * https://developer.hashicorp.com/terraform/internals/json-format
 *
 * @throws UnreadableSource for what is no plan, a state among others
 */
export function planPlatform(plan: unknown, file: string): Platform {
  if (!isObject(plan) || !("planned_values" in plan || "resource_changes" in plan)) throw notAPlan(file);
  const configuration = configurationOf(plan);
  const { there, gone } = plannedResources(plan, configuration, file);
  // Where the charts lie a plan does not say.
  const { subjects, notExamined } = subjectsOf(new Surroundings(there, { gone }));
  return {
    source: "plan",
    subjects: [stackFacts(configuration, file), ...providersOf(configuration, file), ...subjects],
    notExamined,
  };
}

function stackFacts(configuration: Configuration, file: string): StackFacts {
  const written = [...configuration.resources.values()];
  const data = written.filter(({ mode }) => mode === "data");
  return {
    id: basename(file).replace(/\.json$/, "") || file,
    kind: "stack",
    source: "plan",
    at: { file, address: "configuration" },
    // No plan says where the state is kept.
    backend: UNSAYABLE,
    requirements: declared([...requiredProviders(configuration), ...requiredModules(configuration)]),
    remoteStates: remoteStatesOf(configuration, file),
    provisioners: declared(written.filter((one) => one.hasProvisioners).map(({ address }) => address)),
    outsideData: declared(data.filter(({ type }) => OUTSIDE.has(type)).map(({ address }) => address)),
  };
}

const BUILT_IN = "terraform.io/builtin/";

/** What one module demands of a provider binds all of them. */
function requiredProviders({ providers }: Configuration): readonly Requirement[] {
  const all = Object.values(providers).filter(isObject);
  const fetched = all.filter((one) => !textIn(one, "full_name").startsWith(BUILT_IN));
  const names = new Set(fetched.map((one) => textIn(one, "name")));
  return [...names].map((name) => {
    const said = fetched.filter((one) => textIn(one, "name") === name).map((one) => textIn(one, "version_constraint"));
    const constraints = [...new Set(said.filter((one) => one !== ""))];
    return { name, version: constraints.length > 0 ? constraints.join(", ") : undefined };
  });
}

const requiredModules = ({ calls }: Configuration): readonly Requirement[] =>
  calls.flatMap(({ address, source, version }) => moduleRequirement(address, source, version));

function remoteStatesOf({ resources }: Configuration, file: string): Fact<readonly RemoteState[]> {
  const all = [...resources.values()].filter(({ type, mode }) => mode === "data" && type === "terraform_remote_state");
  const said = all.map(({ address, expressions }) => {
    const attributes = attributesOf(expressions, { file, address });
    const type = attributes.text("backend");
    const config = attributes.blocks("config");
    if (type?.state !== "known" || config?.state !== "known" || !config.value[0]) return undefined;
    const place = placeOf(type.value, config.value[0], dirname(file));
    return place?.state === "known" ? { address, place: place.value } : undefined;
  });
  const known = said.filter((one) => one !== undefined);
  return known.length < said.length ? inPart(known, "expression") : declared(known);
}

/** Those that are configured; of others only their version is said. */
function providersOf({ providers }: Configuration, file: string): readonly ProviderFacts[] {
  return Object.entries(providers).flatMap(([key, value]) => {
    if (!isObject(value) || !("expressions" in value)) return [];
    const [name = "", ...alias] = key.split(".");
    const at = { file, address: `provider.${key}` };
    const attributes = attributesOf(objectIn(value, "expressions"), at);
    const type = textIn(value, "name") || name;
    return [{ ...providerFacts({ type, alias: alias.join(".") || undefined, attributes }, "plan"), id: at.address }];
  });
}

function attributesOf(expressions: Json, at: { readonly file: string; readonly address: string }): Attributes {
  const constants = constantsOf(expressions);
  return new Attributes(isObject(constants) ? constants : {}, at, (text) => text);
}
