import type { Shape } from "./shape";

/** What a value must be, in words: `a whole number from 1 to 65535`. */
export function expected(shapes: readonly Shape[]): string {
  const words = [...new Set(shapes.map(one))];
  return words.length === 0 ? "something else" : words.join(" or ");
}

function one(shape: Shape): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum) return shape.enum.length === 1 ? String(shape.enum[0]) : `one of: ${shape.enum.join(", ")}`;
  switch (shape.type) {
    case "integer":
      return `a whole number${range(shape)}`;
    case "number":
      return `a number${range(shape)}`;
    case "string":
      return "text";
    case "boolean":
      return "true or false";
    case "array":
      return "a list";
    case "object":
      return "a mapping";
    case "null":
      return "nothing";
    default:
      return "something else";
  }
}

/** zod gives every whole number the bounds that JavaScript can count to; they say nothing. */
function range({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Shape): string {
  const least = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  if (least !== undefined && most !== undefined) return ` from ${least} to ${most}`;
  if (exclusiveMinimum !== undefined)
    return ` above ${exclusiveMinimum}${most === undefined ? "" : `, at most ${most}`}`;
  if (exclusiveMaximum !== undefined) return ` below ${exclusiveMaximum}`;
  if (least !== undefined) return `, at least ${least}`;
  return most === undefined ? "" : `, at most ${most}`;
}
