import { isAlias, isScalar, LineCounter, parseDocument, visit } from "yaml";
import { byDefault, type Fact, type Why } from "../../facts/fact";
import { holdsSecret, looksLikeSecret } from "../../facts/secrets";
import { yamlTokens } from "../yaml-tokens";
import { eachOf, isObject, joined, type Attributes } from "./attributes";
import { wrongText } from "./errors";

/** A value by its way: `auth.password`, `hosts.0.name`. */
export interface Value {
  readonly way: readonly string[];
  readonly value: unknown;
}

export interface Values {
  readonly values: readonly Value[];
  /** Why some cannot be told. */
  readonly more: Why | undefined;
}

/** Beyond these nobody wrote it by hand, and no chart reads it. */
const DEEPEST = 60;
const MOST = 100_000;

/** The values of a release that can be told. */
export function valuesOf(attributes: Attributes): Values {
  const texts = attributes.texts("values");
  const all = texts?.state === "known" ? texts.value : [];
  const sets = ["set", "set_string", "set_list"].map((name) => setsOf(attributes, name));
  const open = [texts, ...sets].map((fact) =>
    fact?.state === "unknown" ? fact.why : fact?.state === "known" ? fact.more : undefined,
  );
  return {
    values: [
      ...all.flatMap((text) => leavesOf(parsed(text, attributes))),
      ...sets.flatMap((fact) => (fact?.state === "known" ? fact.value : [])),
    ],
    more: open.find((why) => why !== undefined),
  };
}

const setsOf = (attributes: Attributes, block: string) =>
  eachOf(attributes.blocks(block), (one) => {
    const said = { name: one.text("name"), value: block === "set_list" ? one.texts("value") : one.text("value") };
    return joined(said, ({ name = "", value }): Value => ({ way: wayOf(name), value }));
  });

/** Points part it but for those behind a backslash. https://helm.sh/docs/intro/using_helm/#the-format-and-limitations-of---set */
const wayOf = (name: string): readonly string[] =>
  name
    .split(/(?<!\\)[.[\]]+/)
    .filter((word) => word !== "")
    .map((word) => word.replace(/\\(.)/g, "$1"));

function parsed(text: string, { at }: Attributes): unknown {
  const tooMuch = () => wrongText(at, "values", "holds more than any chart reads");
  if (text.length > MOST_CHARACTERS) throw tooMuch();
  for (const _ of yamlTokens(text, new LineCounter(), tooMuch));
  const document = parseDocument(text, { uniqueKeys: false, logLevel: "silent" });
  const [problem] = document.errors;
  if (problem) throw wrongText(at, "values", `is not valid YAML: ${problem.message.split("\n")[0]!}`);
  let nodes = 0;
  visit(document, (_, node, path) => {
    if (isScalar(node) || isAlias(node)) nodes++;
    if (path.length > 4 * DEEPEST || nodes > MOST) throw tooMuch();
  });
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch (error) {
    throw wrongText(at, "values", `is not valid YAML: ${(error as Error).message}`);
  }
}

/** A release is kept in a Secret, and has no room for more. https://helm.sh/docs/topics/advanced/#storage-backends */
const MOST_CHARACTERS = 1024 * 1024;

function leavesOf(value: unknown, way: readonly string[] = []): readonly Value[] {
  if (way.length > DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((one, index) => leavesOf(one, [...way, String(index)]));
  if (!isObject(value)) return [{ way, value }];
  return Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...way, key]));
}

/** Ways to what is a secret in clear text; what is set as a sensitive value lies in the file all the same. */
export function secretValuesOf(attributes: Attributes, { values, more }: Values): Fact<readonly string[]> {
  const sensitive = setsOf(attributes, "set_sensitive");
  const secret = values.filter(isSecret);
  const hidden =
    sensitive?.state === "known" ? sensitive.value.filter(({ value }) => value !== undefined && value !== "") : [];
  const found = [...new Set([...secret, ...hidden].map(({ way }) => way.join(".")))];
  const isSaid = attributes.has("values") || attributes.has("set") || sensitive !== undefined;
  if (more) return { state: "known", value: found, from: "declared", more };
  return isSaid ? { state: "known", value: found, from: "declared" } : byDefault([]);
}

/** A Secret of the cluster is named where its values are not: `existingSecret: postgres`. */
function isSecret({ way, value }: Value): boolean {
  if (typeof value !== "string") return false;
  const name = way.findLast((word) => !/^\d+$/.test(word)) ?? "";
  if (isNamed(way, name) && /^[a-z0-9]([a-z0-9./_-]{0,250}[a-z0-9])?$/i.test(value)) return holdsSecret(value);
  return looksLikeSecret(name, value);
}

/** What is called a Secret is its name, and what lies below its keys names them: `existingSecret`, `secret.keys`, `secretKeys`. */
const isNamed = (way: readonly string[], name: string): boolean =>
  /secrets?$/i.test(name) ||
  way.some(
    (word, index) =>
      /secret(keys?|keyrefs?|refs?)$/i.test(word) || (word === "keys" && /secret/i.test(way[index - 1] ?? "")),
  );
