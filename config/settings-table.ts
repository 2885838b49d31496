import { expected } from "./expected";
import { alternatives, type Shape } from "./shape";

/** One setting, as the reference shows it. */
export interface Row {
  /** `platform.layers.<name>.port` */
  readonly key: string;
  readonly type: string;
  /** `required`, the default, or empty where `meaning` says what leaving it out does. */
  readonly preset: string;
  readonly meaning: string;
}

interface Child {
  readonly key: string;
  readonly shape: Shape;
  readonly isRequired: boolean;
}

/** Every setting below a shape, in the order in which the schema lists them. */
export function rowsOf(shape: Shape, key = ""): readonly Row[] {
  return childrenOf(shape, key).flatMap((child) => [rowOf(child), ...rowsOf(child.shape, child.key)]);
}

function childrenOf(shape: Shape, key: string): readonly Child[] {
  const choices = alternatives(shape);
  return choices.flatMap((one) => [
    ...named(one, key, choices.length === 1),
    ...entriesOf(one).flatMap((entry, _index, all) => named(entry, `${key}.<name>`, all.length === 1)),
    ...named(one.items, `${key}[]`, true),
  ]);
}

/** Of a union's alternatives none is required. */
function named(shape: Shape | undefined, key: string, isOnly: boolean): readonly Child[] {
  return Object.entries(shape?.properties ?? {}).map(([name, child]) => ({
    key: key === "" ? name : `${key}.${name}`,
    shape: child,
    isRequired: isOnly && (shape?.required ?? []).includes(name),
  }));
}

function rowOf({ key, shape, isRequired }: Child): Row {
  return {
    key,
    type: typeOf(shape),
    preset: isRequired ? "required" : presetOf(shape.default),
    meaning: shape.description ?? "",
  };
}

/** What a mapping by name may hold: one shape, or several to choose from. */
const entriesOf = ({ additionalProperties }: Shape): readonly Shape[] =>
  typeof additionalProperties === "object" ? alternatives(additionalProperties) : [];

function typeOf(shape: Shape): string {
  const [only, second] = alternatives(shape);
  if (!only || second) return expected(alternatives(shape));
  if (only.items) return only.items.properties ? "a list of mappings" : `a list of ${typeOf(only.items)}`;
  const [entry] = entriesOf(only);
  if (!entry) return expected([only]);
  return entry.properties ? "a mapping by name" : `a mapping of names to ${typeOf(entry)}`;
}

/** `{}` means that the settings below have defaults of their own. */
function presetOf(preset: unknown): string {
  const isEmptyMapping = typeof preset === "object" && !Array.isArray(preset) && Object.keys(preset ?? {}).length === 0;
  return preset === undefined || isEmptyMapping ? "" : `\`${JSON.stringify(preset).replace(/^"(.*)"$/, "$1")}\``;
}
