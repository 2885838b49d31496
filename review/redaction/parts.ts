import { isObject, objectIn, listIn, textIn, type Unknowns } from "../../policies/readers/objects";

/** One part of an input: a resource, a variable, a provider's block …, with what marks it. */
export interface Part {
  /** As of a resource; of others `var.x`, `output.x`, `provider.x`, `backend.x`; empty for the rest. */
  readonly address: string;
  readonly value: unknown;
  /** True, or a tree of the shape of the value. */
  readonly mark: unknown;
}

const part = (address: string, value: unknown, mark?: unknown): Part => ({ address, value, mark });

/** The parts of what a review reads: a plan, a state, synthesized Terraform JSON, or anything else as one. */
export function partsOf(document: unknown): readonly Part[] {
  if (!isObject(document)) return [part("", document)];
  const isPlan = ["resource_changes", "planned_values", "prior_state", "format_version"].some((key) => key in document);
  return isPlan ? partsOfPlan(document) : partsOfStack(document);
}

/** https://developer.hashicorp.com/terraform/language/syntax/json */
function partsOfStack(stack: Unknowns): readonly Part[] {
  const { resource, data, ephemeral, variable, output, provider, terraform, import: imports, ...rest } = stack;
  const settings = isObject(terraform) ? terraform : {};
  const { backend, cloud, ...others } = settings;
  return [
    ...resourcesIn(resource, ""),
    ...resourcesIn(data, "data."),
    ...resourcesIn(ephemeral, "ephemeral."),
    ...entriesOf(variable).map(([name, one]) => part(`var.${name}`, one, marksOfValues(one, ["default"]))),
    ...entriesOf(output).map(([name, one]) => part(`output.${name}`, one, marksOfValues(one, ["value"]))),
    ...entriesOf(provider).map(([name, one]) => part(`provider.${name}`, one)),
    ...entriesOf(backend).map(([name, one]) => part(`backend.${name}`, one)),
    part("backend.cloud", cloud),
    part("import", imports),
    part("", others),
    part("", rest),
  ];
}

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isObject(value) ? Object.entries(value) : Array.isArray(value) ? value.filter(isObject).flatMap(Object.entries) : [];

const resourcesIn = (types: unknown, prefix: string): readonly Part[] =>
  entriesOf(types).flatMap(([type, all]) => entriesOf(all).map(([name, one]) => part(`${prefix}${type}.${name}`, one)));

/** Whether a variable or an output says that it is sensitive; there `"true"` is true, too. */
function marksOfValues(declaration: unknown, keys: readonly string[]): unknown {
  const isSensitive = [declaration]
    .flat()
    .some((one) => isObject(one) && (one["sensitive"] === true || one["sensitive"] === "true"));
  return isSensitive ? Object.fromEntries(keys.map((key) => [key, true])) : undefined;
}

/** https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
function partsOfPlan(plan: Unknowns): readonly Part[] {
  const known = ["resource_changes", "resource_drift", "output_changes", "variables", "planned_values", "prior_state"];
  const rest = Object.entries(plan).filter(([key]) => ![...known, "configuration", "values"].includes(key));
  const root = objectIn(objectIn(plan, "configuration"), "root_module");
  return [
    ...[...listIn(plan, "resource_changes"), ...listIn(plan, "resource_drift")].flatMap(partsOfChange),
    ...entriesOf(plan["output_changes"]).flatMap(([name, one]) =>
      isObject(one) ? sidesOf(`output.${name}`, one) : [],
    ),
    ...partsOfVariables(objectIn(plan, "variables"), objectIn(root, "variables")),
    ...[plan, objectIn(plan, "planned_values"), objectIn(plan, "prior_state")].flatMap(partsOfValues),
    ...partsOfConfiguration(objectIn(plan, "configuration")),
    part("", Object.fromEntries(rest)),
  ];
}

function partsOfChange(resource: Unknowns): readonly Part[] {
  const address = textIn(resource, "address");
  const { change, ...rest } = resource;
  const said = isObject(change) ? change : {};
  return [...sidesOf(address, said), part("", rest), part("import", said["importing"])];
}

function sidesOf(address: string, change: Unknowns): readonly Part[] {
  return ["before", "after"].map((side) => part(address, change[side], change[`${side}_sensitive`]));
}

const partsOfVariables = (values: Unknowns, declared: Unknowns): readonly Part[] =>
  Object.entries(values).map(([name, one]) =>
    part(`var.${name}`, one, marksOfValues(declared[name], ["value", "default"])),
  );

/** Of a state, and of what is planned: the same shape. */
function partsOfValues(holder: Unknowns): readonly Part[] {
  const values = "values" in holder ? objectIn(holder, "values") : holder;
  const outputs = Object.entries(objectIn(values, "outputs"));
  const parts = outputs.map(([name, one]) => part(`output.${name}`, one, marksOfValues(one, ["value"])));
  const modules = [objectIn(values, "root_module")];
  for (let module = modules.pop(); module; module = modules.pop()) {
    modules.push(...listIn(module, "child_modules"));
    for (const one of listIn(module, "resources"))
      parts.push(part(textIn(one, "address"), one["values"], one["sensitive_values"]), part("", textIn(one, "index")));
  }
  return parts;
}

function partsOfConfiguration(configuration: Unknowns): readonly Part[] {
  const providers = Object.values(objectIn(configuration, "provider_config")).filter(isObject);
  const parts = providers.map((one) => part(`provider.${textIn(one, "name")}`, constantsIn(one["expressions"])));
  const modules = [objectIn(configuration, "root_module")];
  for (let module = modules.pop(); module; module = modules.pop()) {
    const { variables, resources: _, outputs, module_calls: calls } = module;
    for (const one of listIn(module, "resources"))
      parts.push(
        part(textIn(one, "address"), constantsIn(one["expressions"])),
        part("", constantsIn(one["provisioners"])),
      );
    for (const [name, one] of entriesOf(variables))
      parts.push(part(`var.${name}`, one, marksOfValues(one, ["default"])));
    for (const [name, one] of entriesOf(outputs))
      parts.push(part(`output.${name}`, constantsIn(one), marksOfValues(one, ["expression"])));
    for (const call of Object.values(isObject(calls) ? calls : {}).filter(isObject)) {
      const inner = objectIn(call, "module");
      modules.push(inner);
      parts.push(part("", constantsIn(call["expressions"]), marksOfCall(objectIn(inner, "variables"))));
    }
  }
  return parts;
}

/** What is handed to a sensitive variable of a module. */
const marksOfCall = (variables: Unknowns): unknown =>
  Object.fromEntries(
    Object.entries(variables)
      .filter(([, one]) => marksOfValues(one, ["value"]) !== undefined)
      .map(([name]) => [name, true]),
  );

const DEEPEST = 60;

/** Expressions with their constants in their places. */
function constantsIn(expressions: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return undefined;
  if (Array.isArray(expressions)) return expressions.map((one) => constantsIn(one, depth + 1));
  if (!isObject(expressions)) return expressions;
  if ("constant_value" in expressions) return expressions["constant_value"];
  return Object.fromEntries(Object.entries(expressions).map(([key, one]) => [key, constantsIn(one, depth + 1)]));
}
