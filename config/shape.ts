import { z } from "zod";
import type { Path } from "./problem";

/** The part of JSON Schema that zod writes for settings. https://json-schema.org/draft-07 */
export interface Shape {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly propertyNames?: Shape;
  readonly additionalProperties?: Shape | boolean;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
}

/**
 * What a schema takes, as a person writes it: values with a default may be left out. Draft 7 is what editors know best.
 * https://github.com/redhat-developer/yaml-language-server
 */
export const shapeOf = (schema: z.ZodType): Shape =>
  z.toJSONSchema(schema, { io: "input", target: "draft-7" }) as Shape;

export const alternatives = (shape: Shape): readonly Shape[] => shape.anyOf ?? shape.oneOf ?? [shape];

/** All that may stand at the path; empty when the path leads to nothing known. */
export function shapesAt(root: Shape, path: Path): readonly Shape[] {
  return path.reduce<readonly Shape[]>(
    (shapes, key) => shapes.flatMap((shape) => childShape(shape, key) ?? []).flatMap(alternatives),
    alternatives(root),
  );
}

/** The keys that a mapping at the path may have; none when it takes keys of the user's own. */
export function keysAt(root: Shape, path: Path): readonly string[] {
  const keys = ({ properties = {}, propertyNames }: Shape) => [
    ...Object.keys(properties),
    ...(propertyNames?.enum ?? []).map(String),
  ];
  return [...new Set(shapesAt(root, path).flatMap(keys))];
}

function childShape(shape: Shape, key: string | number): Shape | undefined {
  if (typeof key === "number") return shape.items;
  if (shape.properties && Object.hasOwn(shape.properties, key)) return shape.properties[key];
  return typeof shape.additionalProperties === "object" ? shape.additionalProperties : undefined;
}
