import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import { invalidValues } from "../../../core/errors";
import { chartFolder, type ChartName } from "./chart";

const validators = new Map<ChartName, ValidateFunction>();

/**
 * Helm looks at a chart's schema in the middle of an apply; whoever plans shall know before.
 *
 * @throws InvalidPlatform with every key that the schema does not take
 */
export function requireValid(chart: ChartName, release: string, values: object): void {
  const validate = validators.get(chart) ?? compiled(chart);
  if (validate(values)) return;
  const problems = (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const key = (params as { readonly additionalProperty?: string }).additionalProperty;
    return `${instancePath || "/"} ${message}${key === undefined ? "" : `: '${key}'`}`;
  });
  throw invalidValues(release, chart, problems);
}

function compiled(chart: ChartName): ValidateFunction {
  const schema = JSON.parse(readFileSync(join(chartFolder(chart), "values.schema.json"), "utf8")) as object;
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
  validators.set(chart, validate);
  return validate;
}
