import type { z } from "zod";
import { allowed } from "./allowed";
import { findingsOf } from "./findings";
import { byLine, type Finding, type Path, pathText, type Problem } from "./problem";
import { repaired } from "./repair";
import { shapeOf } from "./shape";
import { readYaml, type YamlFile } from "./yaml-file";

/** Either the settings or all that is wrong with them. */
export type Reading<T> =
  | { readonly settings: T; readonly problems: readonly [] }
  | { readonly settings?: undefined; readonly problems: readonly Problem[] };

/** YAML text → strict schema → typed settings. `check` looks at what no schema sees: how settings fit together. */
export function readSettings<S extends z.ZodType>(
  text: string,
  schema: S,
  check: (settings: z.output<S>) => readonly Finding[] = () => [],
): Reading<z.output<S>> {
  const file = readYaml(text);
  if (file.problems.length > 0) return { problems: file.problems };
  const result = schema.safeParse(file.value, { reportInput: true, error: allowed });
  const findings = result.success ? check(result.data) : schemaFindings(file, result.error.issues, schema, check);
  if (result.success && findings.length === 0) return { settings: result.data, problems: [] };
  return { problems: findings.map((finding) => located(finding, file)).sort(byLine) };
}

/** What the schema refuses, and how the rest fits together once that is left out. */
function schemaFindings<S extends z.ZodType>(
  { value }: YamlFile,
  issues: readonly z.core.$ZodIssue[],
  schema: S,
  check: (settings: z.output<S>) => readonly Finding[],
): readonly Finding[] {
  const shape = shapeOf(schema);
  const rest = schema.safeParse(repaired(value, issues, shape));
  const replaced = new Set(issues.filter(({ code }) => code !== "unrecognized_keys").map(({ path }) => pathOf(path)));
  const isOfRest = ({ path, other = path }: Finding) => !replaced.has(pathOf(path)) && !replaced.has(pathOf(other));
  return [...findingsOf(issues, shape), ...(rest.success ? check(rest.data).filter(isOfRest) : [])];
}

const pathOf = (path: readonly PropertyKey[]): string => pathText(path as Path);

function located({ path, at, message, other }: Finding, file: YamlFile): Problem {
  const elsewhere = other === undefined ? "" : ` (line ${file.lineOf(other)})`;
  return { line: file.lineOf(at ?? path), path: pathText(path), message: `${message}${elsewhere}` };
}
