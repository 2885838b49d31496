import type { z } from "zod";

type Issue = z.core.$ZodIssue;

/** What to report of a value that fits no alternative of a union: one of these, or neither when nothing fits best. */
export interface Branch {
  /** The issues of the alternative that was meant. */
  readonly issues?: readonly Issue[];
  /** What each alternative allows, when all refuse the value itself. */
  readonly texts?: readonly string[];
}

/** A union reports the issues of every alternative; a person meant one of them. */
export function fittingBranch({ errors }: z.core.$ZodIssueInvalidUnion): Branch {
  const unknown = unknownToAll(errors);
  if (unknown) return { issues: [unknown] };
  if (errors.every((branch) => branch.length === 1 && isAboutValue(branch[0]!))) {
    return { texts: [...new Set(errors.map((branch) => branch[0]!.message))] };
  }
  const scores = errors.map(misfit);
  const best = Math.min(...scores);
  const isClear = scores.filter((score) => score === best).length === 1;
  return isClear ? { issues: errors[scores.indexOf(best)] } : {};
}

function isAboutValue({ path, code }: Issue): boolean {
  return path.length === 0 && !["invalid_type", "invalid_value", "unrecognized_keys"].includes(code);
}

/** A key that no alternative knows is the mistake, whichever was meant. */
function unknownToAll(errors: readonly (readonly Issue[])[]): Issue | undefined {
  const [first, ...others] = errors.map((branch) =>
    branch.find((issue) => issue.code === "unrecognized_keys" && issue.path.length === 0),
  );
  if (first?.code !== "unrecognized_keys") return undefined;
  const keys = first.keys.filter((key) =>
    others.every((other) => other?.code === "unrecognized_keys" && other.keys.includes(key)),
  );
  return keys.length > 0 ? { ...first, keys } : undefined;
}

/** Another kind of value altogether counts most; then keys that are missing or not known: alternatives differ by them. */
function misfit(branch: readonly Issue[]): number {
  return branch.reduce(
    (sum, { path, code }) => sum + (path.length === 0 && code === "invalid_type" ? 100 : path.length <= 1 ? 1 : 0),
    0,
  );
}
