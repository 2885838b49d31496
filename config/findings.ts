import type { z } from "zod";
import { expected } from "./expected";
import { type Finding, type Path, pathText } from "./problem";
import { keysAt, type Shape, shapesAt } from "./shape";
import { looksSecret, shown } from "./shown";
import { didYouMean, suggestion } from "./suggest";
import { fittingBranch } from "./union";

type Issue = z.core.$ZodIssue;

/** zod's issues in the words of whoever wrote the file: the value got, what is allowed, what was probably meant. */
export function findingsOf(issues: readonly Issue[], root: Shape): Finding[] {
  const misspelt = new Set(issues.flatMap((issue) => meantPaths(issue, root)));
  // A required key that is misspelt is one mistake, not two.
  const told = issues.filter(({ input, path }) => input !== undefined || !misspelt.has(pathText(path as Path)));
  return told.flatMap((issue) => findings(issue, issue.path as Path, root));
}

function meantPaths(issue: Issue, root: Shape): string[] {
  if (issue.code !== "unrecognized_keys") return [];
  const path = issue.path as Path;
  return issue.keys.flatMap((key) => suggestion(key, keysAt(root, path)) ?? []).map((key) => pathText([...path, key]));
}

function findings(issue: Issue, path: Path, root: Shape): Finding[] {
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(path, key, keysAt(root, path)));
    case "invalid_key":
      return [{ path, message: `${shown(path.at(-1))} cannot be a name here: ${issue.issues[0]?.message}` }];
    case "invalid_type":
      return [{ path, message: wrongType(path, issue.input, expected(shapesAt(root, path))) }];
    case "invalid_value":
      return [{ path, message: wrongChoice(path, issue.input, issue.values.map(String)) }];
    case "invalid_union":
      return unionFindings(issue, path, root);
    default:
      return [{ path, message: `got ${gotAt(path, issue.input)}, ${issue.message}` }];
  }
}

function unionFindings(issue: z.core.$ZodIssueInvalidUnion, path: Path, root: Shape): Finding[] {
  const branch = fittingBranch(issue);
  if (branch.issues) return branch.issues.flatMap((one) => findings(one, [...path, ...(one.path as Path)], root));
  if (branch.texts) return [{ path, message: `got ${gotAt(path, issue.input)}, ${branch.texts.join(" or ")}` }];
  if (typeof issue.input === "object" && issue.input !== null) {
    return [{ path, message: `give exactly one of: ${keysAt(root, path).join(", ")}` }];
  }
  return [{ path, message: wrongType(path, issue.input, expected(shapesAt(root, path))) }];
}

function unknownKey(path: Path, key: string, known: readonly string[]): Finding {
  const meant = didYouMean(key, known);
  const hint = looksSecret(key)
    ? "; secrets are files on the hosts, never in YAML: see 'bulwark secrets <environment> init'"
    : known.length > 0
      ? `, known are: ${known.join(", ")}`
      : "";
  return { path, at: [...path, key], message: `unknown key ${JSON.stringify(key)}${meant === "" ? hint : meant}` };
}

function wrongChoice(path: Path, input: unknown, values: readonly string[]): string {
  const choice = `${values.length === 1 ? "must be" : "one of:"} ${values.join(", ")}`;
  if (input === undefined) return `missing, ${choice}`;
  return `got ${gotAt(path, input)}, ${choice}${typeof input === "string" ? didYouMean(input, values) : ""}`;
}

function wrongType(path: Path, input: unknown, wanted: string): string {
  if (input === undefined) return `missing, expected ${wanted}`;
  if (input === null)
    return `got nothing, expected ${wanted}${wanted === "a mapping" ? "; write {} for the defaults" : ""}`;
  return `got ${gotAt(path, input)}${kindOf(input)}, expected ${wanted}${quotes(input, wanted)}`;
}

const gotAt = (path: Path, value: unknown): string => (looksSecret(path.at(-1)) ? "a value (not shown)" : shown(value));

function kindOf(value: unknown): string {
  return typeof value === "string" ? " (text)" : typeof value === "number" ? " (a number)" : "";
}

/** `"8001"` is text and `8001` a number: the commonest slip, so the cure is said. */
function quotes(value: unknown, wanted: string): string {
  const isWritten = typeof value === "string" && value.trim() !== "";
  if (isWritten && wanted.includes("number") && Number.isFinite(Number(value)))
    return `: write ${value} without quotes`;
  if (isWritten && wanted === "true or false" && /^(true|false)$/.test(value)) return `: write ${value} without quotes`;
  return wanted === "text" && (typeof value === "number" || typeof value === "boolean") ? ": put it in quotes" : "";
}
