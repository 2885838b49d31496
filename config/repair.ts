import type { z } from "zod";
import type { Path } from "./problem";
import { keysAt, type Shape, shapesAt } from "./shape";
import { suggestion } from "./suggest";

type Issue = z.core.$ZodIssue;
type Mapping = Record<string, unknown>;

/**
 * A copy of the value without what is known to be wrong, so that later checks can still look at the rest and all
 * problems are reported at once. Never used as settings.
 */
export function repaired(value: unknown, issues: readonly Issue[], root: Shape): unknown {
  const copy = structuredClone(value);
  for (const issue of issues) {
    if (issue.code === "unrecognized_keys") renameKeys(copy, issue.path as Path, issue.keys, root);
    else replaceValue(copy, issue, root);
  }
  return copy;
}

/** A misspelt key is taken for the one that was probably meant: or each `uses: [redis]` would be a problem as well. */
function renameKeys(copy: unknown, path: Path, keys: readonly string[], root: Shape): void {
  const mapping = valueAt(copy, path);
  if (!isMapping(mapping)) return;
  for (const key of keys) {
    const meant = suggestion(key, keysAt(root, path));
    if (meant !== undefined && !Object.hasOwn(mapping, meant)) mapping[meant] = mapping[key];
    Reflect.deleteProperty(mapping, key);
  }
}

function replaceValue(copy: unknown, issue: Issue, root: Shape): void {
  const path = [...(issue.path as Path)];
  while (typeof path.at(-1) === "number") path.pop();
  const key = path.at(-1);
  const parent = valueAt(copy, path.slice(0, -1));
  if (key === undefined || !isMapping(parent)) return;
  const other = path.length === issue.path.length ? standIn(path, root, issue.input) : undefined;
  if (other === undefined) Reflect.deleteProperty(parent, key);
  else parent[key] = other;
}

/** A value for what has to be there; undefined where leaving it out is fine. Later checks look at none of these. */
function standIn(path: Path, root: Shape, input: unknown): unknown {
  const [shape] = shapesAt(root, path);
  if (shape?.type === "object") return {};
  if (shape?.const !== undefined) return shape.const;
  const isRequired = shapesAt(root, path.slice(0, -1)).some(({ required }) => required?.includes(String(path.at(-1))));
  if (!isRequired || shape?.pattern !== undefined) return undefined;
  if (shape?.type === "integer") return Number(input) || shape.minimum;
  return shape?.type === "string" ? "?" : undefined;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (isMapping(inner) || Array.isArray(inner) ? (inner as Mapping)[key] : undefined),
    value,
  );
}

const isMapping = (value: unknown): value is Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value);
