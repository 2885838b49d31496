import { at, type Edit, type Json } from "./mutation";

/** The resource of a type; of several, the one whose name begins so. */
export function resourceIn(stack: Json, type: string, start = ""): Json {
  const all = at(stack, "resource", type) as Readonly<Record<string, Json>>;
  const found = Object.entries(all).find(([name]) => name.startsWith(start));
  if (!found) throw new Error(`there is no ${type} that begins with '${start}'`);
  return found[1];
}

/** Edits attributes; undefined takes one away. */
export const set =
  (type: string, change: Json, start?: string): Edit =>
  (stack) =>
    Object.assign(resourceIn(stack, type, start), change);

/** Edits a block, which is an object or a list of one. */
export const within =
  (type: string, way: readonly (string | number)[], change: Json): Edit =>
  (stack) =>
    Object.assign(at(resourceIn(stack, type), ...way), change);

export const gone =
  (type: string, start = ""): Edit =>
  (stack) => {
    const all = Object.entries(at(stack, "resource", type)).filter(([name]) => !name.startsWith(start));
    at(stack, "resource")[type] = Object.fromEntries(all);
  };

export type Statement = Record<string, unknown>;

/** Edits the statements of a policy. */
export const policy =
  (type: string, edit: (statements: Statement[]) => Statement[], start = "", attribute = "policy"): Edit =>
  (stack) => {
    const body = resourceIn(stack, type, start);
    const document = JSON.parse(body[attribute] as string) as { Statement: Statement[] };
    body[attribute] = JSON.stringify({ ...document, Statement: edit(document.Statement) });
  };

export const without = (name: string) => (statements: Statement[]) => statements.filter(({ Sid }) => Sid !== name);
export const added = (statement: Statement) => (statements: Statement[]) => [...statements, statement];
/** Of those that allow something, and may no longer be for one account. */
export const unconditioned = (statements: Statement[]) =>
  statements.map((one) => (one["Effect"] === "Allow" ? { ...one, Condition: undefined } : one));
