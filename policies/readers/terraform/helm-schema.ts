import { posix } from "node:path";
import { UNSAYABLE, declared, inPart, unknown, type Fact } from "../../facts/fact";
import { isObject, type Attributes } from "./attributes";
import type { Value, Values } from "./helm-values";
import type { ChartFile } from "./resource";

type Schema = Readonly<Record<string, unknown>>;

/**
 * Ways to values that a closed schema does not know: Helm refuses them. Without such a schema a chart says nothing of what
 * it reads, and of one that is fetched nothing is known here.
 * https://helm.sh/docs/topics/charts/#schema-files
 */
export function strangeValuesOf(
  attributes: Attributes,
  { values, more }: Values,
  chartIsLocal: Fact<boolean>,
  chartFile: ChartFile | undefined,
): Fact<readonly string[]> {
  const chart = attributes.text("chart");
  if (!chartFile || chart?.state !== "known" || chartIsLocal.state !== "known" || !chartIsLocal.value) return UNSAYABLE;
  const schema = schemaOf(chartFile(posix.join(chart.value, "values.schema.json")));
  if (!schema) return UNSAYABLE;
  const strange = values.flatMap((value) => strangeIn(value, schema) ?? []);
  const found = [...new Set(strange)];
  if (!more) return declared(found);
  return found.length > 0 ? inPart(found, more) : unknown(more);
}

function schemaOf(text: string | undefined): Schema | undefined {
  if (text === undefined) return undefined;
  try {
    const schema: unknown = JSON.parse(text);
    return isObject(schema) ? schema : undefined;
  } catch {
    // Helm says what is wrong with it.
    return undefined;
  }
}

/** The way to the first word that nothing there may be called. */
function strangeIn({ way }: Value, root: Schema): string | undefined {
  let schema: Schema | undefined = root;
  for (const [index, word] of way.entries()) {
    const here = settled(schema, root);
    if (!here) return undefined;
    if (index === 0 && word === "global") return undefined;
    const next = below(here, word);
    if (next === false) return way.slice(0, index + 1).join(".");
    schema = next;
  }
  return undefined;
}

/** Choices and conditions may allow what is not said here. */
const isOpen = (schema: Schema): boolean =>
  ["anyOf", "oneOf", "allOf", "if", "$dynamicRef"].some((word) => word in schema);

/** What is known of a key: its schema, nothing, or that it may not be there. */
function below(schema: Schema, word: string): Schema | undefined | false {
  const properties = schema["properties"];
  if (isObject(properties) && Object.hasOwn(properties, word)) return asSchema(properties[word]);
  const items = schema["items"];
  if (/^\d+$/.test(word) && items !== undefined) return asSchema(items);
  if ("patternProperties" in schema) return undefined;
  const others = schema["additionalProperties"];
  // It closes what is beside it, whatever else there is a choice of.
  if (others === false) return false;
  return isOpen(schema) ? undefined : asSchema(others);
}

const asSchema = (value: unknown): Schema | undefined => (isObject(value) ? value : undefined);

/** https://json-schema.org/understanding-json-schema/structuring#dollarref, those of the same file */
function settled(schema: Schema | undefined, root: Schema): Schema | undefined {
  let here = schema;
  for (let hops = 0; hops < 20 && here; hops++) {
    const reference = here["$ref"];
    if (typeof reference !== "string") return here;
    if (!reference.startsWith("#/")) return undefined;
    const words = reference
      .slice(2)
      .split("/")
      .map((word) => word.replaceAll("~1", "/").replaceAll("~0", "~"));
    here = asSchema(words.reduce<unknown>((inner, word) => (isObject(inner) ? inner[word] : undefined), root));
  }
  return undefined;
}
