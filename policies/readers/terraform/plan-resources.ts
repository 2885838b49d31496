import type { Change } from "../../facts/docker";
import { UNSAYABLE, declared, type Fact } from "../../facts/fact";
import { Attributes, isObject } from "./attributes";
import { isName } from "./computed-names";
import { listIn, objectIn, textIn } from "../objects";
import { unkeyed, type Configuration } from "./plan-configuration";
import { valuesAfter } from "./plan-values";
import type { Resource } from "./resource";

type Json = Readonly<Record<string, unknown>>;

/** What a plan leaves there, and what it takes away. */
export interface Planned {
  readonly there: readonly Resource[];
  readonly gone: readonly Resource[];
}

/** https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
export function plannedResources(plan: Json, configuration: Configuration, file: string): Planned {
  const changes =
    "resource_changes" in plan ? listIn(plan, "resource_changes") : valuesIn(objectIn(plan, "planned_values"));
  // One that was replaced in an earlier run and is still there is none of the configuration's.
  const managed = changes.filter((one) => textIn(one, "mode") === "managed" && textIn(one, "deposed") === "");
  const reader = new PlanReader(managed, configuration, file);
  const all = managed.map((one) => ({ resource: reader.resourceOf(one), isGone: isGone(one) }));
  return {
    there: all.filter((one) => !one.isGone).map(({ resource }) => resource),
    gone: all.filter((one) => one.isGone).map(({ resource }) => resource),
  };
}

const actionsOf = (change: Json): readonly unknown[] => {
  const actions = objectIn(change, "change")["actions"];
  return Array.isArray(actions) ? (actions as readonly unknown[]) : [];
};

function isGone(change: Json): boolean {
  const actions = actionsOf(change);
  return actions.length === 1 && (actions[0] === "delete" || actions[0] === "forget");
}

function changeOf(change: Json): Fact<Change> {
  const actions = actionsOf(change);
  if (actions.length > 1) return declared("replace");
  const said = CHANGES[String(actions[0])];
  return said ? declared(said) : UNSAYABLE;
}

const CHANGES: Readonly<Record<string, Change>> = {
  "no-op": "none",
  read: "none",
  create: "create",
  update: "update",
  delete: "delete",
  forget: "forget",
};

class PlanReader {
  private readonly images: ReadonlyMap<string, Json>;

  constructor(
    changes: readonly Json[],
    private readonly configuration: Configuration,
    private readonly file: string,
  ) {
    this.images = new Map(changes.map((one) => [textIn(one, "address"), objectIn(objectIn(one, "change"), "after")]));
  }

  resourceOf(change: Json): Resource {
    const address = textIn(change, "address");
    const written = this.configuration.resources.get(unkeyed(address))?.expressions;
    const isConfigured = (name: string) => written === undefined || Object.hasOwn(written, name);
    const said = objectIn(change, "change");
    const values = isGone(change)
      ? valuesAfter(said["before"], { unknown: undefined, sensitive: said["before_sensitive"] }, isConfigured)
      : valuesAfter(
          said["after"],
          { unknown: said["after_unknown"], sensitive: said["after_sensitive"] },
          isConfigured,
        );
    const settled = this.named(address, written ?? {}, values);
    return {
      type: textIn(change, "type"),
      address,
      attributes: new Attributes(settled, { file: this.file, address }, (text) => text, isConfigured),
      source: "plan",
      // A plan does not say what would have kept it from being made.
      preventDestroy: UNSAYABLE,
      ignored: UNSAYABLE,
      change: changeOf(change),
      references: (attribute) => resourcesIn(written?.[attribute], modulesOf(address)),
      isLiteral: (attribute) => written !== undefined && "constant_value" in objectIn(written, attribute),
    };
  }

  /** An image is known by its name before the engine has given it an id; the id alone says nothing of where it is from. */
  private named(address: string, written: Json, values: Json): Json {
    const reference = referenceIn(written["image"]);
    if (!reference) return values;
    const [type, name, attribute] = reference;
    if (type !== "docker_image" || !isName(type, attribute)) return values;
    const module = modulesOf(address);
    const image = this.images.get(`${module}${type}.${name}`);
    const isBuilt = image !== undefined && listIn(image, "build").length > 0;
    return image && !isBuilt && textIn(image, "name") !== "" ? { ...values, image: image["name"] } : values;
  }
}

/** `module.web["a"].` of what is in it. */
const modulesOf = (address: string): string =>
  /^(module\.[^.[]+(\["([^"\\]|\\.)*"\]|\[\d+\])?\.)*/.exec(address)?.[0] ?? "";

/** Terraform lists a reference's every part, the resource itself last of them. */
function resourcesIn(expression: unknown, module: string): readonly string[] {
  const references = isObject(expression) ? expression["references"] : undefined;
  if (!Array.isArray(references)) return [];
  return references
    .map(String)
    .filter((one) => RESOURCE.test(one))
    .map((one) => module + one);
}

const RESOURCE =
  /^(?!(data|var|local|module|each|count|self|path|terraform)\.)[A-Za-z_]\w*\.[A-Za-z_][\w-]*(\[("[^"]*"|\d+)\])?$/;

/** Nothing but one attribute of one other resource: Terraform lists that, and the resource itself. */
function referenceIn(expression: unknown): readonly [type: string, name: string, attribute: string] | undefined {
  const references = isObject(expression) ? expression["references"] : undefined;
  if (!Array.isArray(references) || references.length !== 2) return undefined;
  const [type, name, attribute, ...rest] = String(references[0]).split(".");
  const isPlain = rest.length === 0 && references[1] === `${type}.${name}`;
  return isPlain && type && name && attribute ? [type, name, attribute] : undefined;
}

/** Where only what will be is given, and not what changes. */
function valuesIn(planned: Json): readonly Json[] {
  const all: Json[] = [];
  const modules = [objectIn(planned, "root_module")];
  for (let module = modules.pop(); module; module = modules.pop()) {
    modules.push(...listIn(module, "child_modules"));
    for (const one of listIn(module, "resources")) {
      all.push({ ...one, change: { after: one["values"], after_sensitive: one["sensitive_values"] } });
    }
  }
  return all;
}
