import { isObject, type Unknowns } from "../../policies/readers/objects";
import { equal } from "../changes/equal";
import type { Json } from "../model";
import type { JsonObject, ResourceChange } from "../resource";

/** What is told elsewhere: resources, their moves, and comments. */
const TOLD: ReadonlySet<string> = new Set(["//", "resource", "moved"]);

/** Of a place of the state the facts say what protects it. */
const OF_FACTS: ReadonlySet<string> = new Set([
  ...["encrypt", "use_lockfile", "dynamodb_table", "access_key", "secret_key", "token", "endpoint", "endpoints"],
]);

/** Their values may be secrets under any name. */
const WITHOUT_VALUES: ReadonlySet<string> = new Set(["variable", "locals", "output"]);

interface Block {
  readonly type: string;
  readonly attributes: JsonObject;
}

/** What a stack says beside its resources: where it takes programs from, what it asks, where its state is. */
export function blockChanges(
  stack: string,
  base: Unknowns | undefined,
  head: Unknowns | undefined,
): readonly ResourceChange[] {
  // Of a stack that is new, or gone, the resources say it.
  if (!base || !head) return [];
  const [before, after] = [blocksIn(base), blocksIn(head)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((address): readonly ResourceChange[] => {
    const [was, is] = [before.get(address), after.get(address)];
    const { type } = (is ?? was)!;
    if (equal(was?.attributes, is?.attributes) || isToldAsCode(type, was, is)) return [];
    const place = { stack, address, previousAddress: address, type, isBlock: true as const };
    const action = was === undefined ? "create" : is === undefined ? "delete" : "update";
    const isHidden = WITHOUT_VALUES.has(type);
    const [old, now] = [isHidden && was ? {} : was?.attributes, isHidden && is ? {} : is?.attributes];
    return [{ ...place, action, before: old, after: now, replacePaths: undefined, createsFirst: false }];
  });
}

/** That a program is newly required, or newly run, is told as such. */
const isToldAsCode = (type: string, was: Block | undefined, is: Block | undefined): boolean =>
  ["terraform.required_providers", "data.external", "data.http"].includes(type) && !(was && is);

function blocksIn(json: Unknowns): ReadonlyMap<string, Block> {
  const all = Object.entries(json).filter(([key]) => !TOLD.has(key));
  return new Map(all.flatMap(([key, value]) => blocksOf(key, value)));
}

type Named = readonly [address: string, block: Block];

function blocksOf(key: string, value: unknown): readonly Named[] {
  const parts = bodiesOf(value)
    .flatMap((body) => Object.entries(body))
    .filter(([name]) => name !== "//");
  if (key === "terraform") return parts.flatMap(([name, part]) => settingOf(name, part));
  if (key === "provider") return parts.flatMap(([name, part]) => providersOf(name, part));
  if (key === "data") {
    // Documents of access are compared by what they allow.
    return parts
      .filter(([type]) => type !== "aws_iam_policy_document")
      .flatMap(([type, all]) => namedBlocks(`data.${type}`, bodiesOf(all).flatMap(Object.entries)));
  }
  // These have no names: what they are about stands in them.
  if (key === "import" || key === "removed") return [[key, { type: key, attributes: { [key]: value as Json } }]];
  return namedBlocks(key, parts);
}

const bodiesOf = (value: unknown): readonly Unknowns[] => [value].flat().filter(isObject);

const namedBlocks = (type: string, parts: readonly (readonly [string, unknown])[]): readonly Named[] =>
  parts.map(([name, part]) => [`${type}.${name}`, { type, attributes: attributesOf(part) }]);

function attributesOf(part: unknown): JsonObject {
  if (!isObject(part)) return { value: part as Json };
  const { "//": _comment, ...attributes } = part as JsonObject;
  return attributes;
}

function settingOf(name: string, part: unknown): readonly Named[] {
  const entries = bodiesOf(part).flatMap((body) => Object.entries(body));
  if (name === "required_providers") {
    return entries.map(([provider, said]) => [
      // As its version is told.
      provider,
      { type: "terraform.required_providers", attributes: { source: sourceOf(provider, said) } },
    ]);
  }
  if (name !== "backend") return [[`terraform.${name}`, { type: "terraform", attributes: { [name]: part as Json } }]];
  const places = entries.map(([type, said]) => {
    const body = Object.assign({}, ...bodiesOf(said)) as JsonObject;
    return [type, Object.fromEntries(Object.entries(body).filter(([key]) => !OF_FACTS.has(key)))] as const;
  });
  return [["terraform.backend", { type: "backend", attributes: Object.fromEntries(places) }]];
}

/** https://developer.hashicorp.com/terraform/language/providers/requirements#source-addresses */
function sourceOf(name: string, said: unknown): string {
  const source = isObject(said) && typeof said["source"] === "string" ? said["source"] : name;
  return (source.includes("/") ? source : `hashicorp/${source}`).toLowerCase();
}

/** Under the names that the rules have for them. */
const providersOf = (name: string, part: unknown): readonly Named[] =>
  bodiesOf(part).map((body) => {
    const alias = typeof body["alias"] === "string" ? [body["alias"]] : [];
    return [["provider", name, ...alias].join("."), { type: "provider", attributes: attributesOf(body) }];
  });
