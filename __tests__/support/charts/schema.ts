import { join } from "node:path";
import { textOf } from "../constructs/source-tree";
import { notInSchema } from "./errors";
import type { ChartName } from "./helm";

/** As much of JSON Schema as the charts use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

export const schemaOf = (chart: ChartName): Schema =>
  JSON.parse(textOf(join("charts", chart, "values.schema.json"))) as Schema;

/** A schema and where it is written: `#/definitions/PortValues`. */
export interface Located {
  readonly schema: Schema;
  readonly at: string;
}

/** The schema that a reference names, or itself. */
export function resolved(root: Schema, { schema, at }: Located): Located {
  if (schema.$ref === undefined) return { schema, at };
  const target = root.definitions?.[schema.$ref.slice("#/definitions/".length)];
  if (target === undefined) throw notInSchema(schema.$ref);
  return resolved(root, { schema: target, at: schema.$ref });
}

/** Every object with named properties, wherever it is written. */
export function namedObjects(schema: unknown, at = "#"): readonly Located[] {
  if (typeof schema !== "object" || schema === null) return [];
  const isOne = "properties" in schema && "type" in schema;
  const inner = Object.entries(schema).flatMap(([key, part]) => namedObjects(part, `${at}/${key}`));
  return isOne ? [{ schema: schema as Schema, at }, ...inner] : inner;
}

/** An object among values, and where the schema describes it. */
export interface Place {
  readonly path: readonly (string | number)[];
  readonly at: string;
}

/** Every object with named properties that values hold. */
export function placesOf(root: Schema, values: unknown): readonly Place[] {
  const walk = (value: unknown, found: Located, path: Place["path"]): readonly Place[] => {
    if (typeof value !== "object" || value === null) return [];
    const { schema, at } = resolved(root, alternative(root, value, found));
    if (Array.isArray(value)) {
      return value.flatMap((one, index) => walk(one, { schema: schema.items!, at: `${at}/items` }, [...path, index]));
    }
    if (!schema.properties) return [];
    const inner = Object.entries(value).flatMap(([key, one]) =>
      walk(one, { schema: schema.properties![key]!, at: `${at}/properties/${key}` }, [...path, key]),
    );
    return [{ path, at }, ...inner];
  };
  return walk(values, { schema: root, at: "#" }, []);
}

/** Of several schemas the one that has all the properties of a value. */
function alternative(root: Schema, value: object, found: Located): Located {
  const { schema, at } = resolved(root, found);
  if (!schema.oneOf || schema.properties) return { schema, at };
  const index = schema.oneOf.findIndex(
    ({ properties }) => properties && Object.keys(value).every((key) => key in properties),
  );
  return { schema: schema.oneOf[index]!, at: `${at}/oneOf/${index}` };
}
