import { readFileSync } from "node:fs";
import { join } from "node:path";
import { synthPlatform } from "../../policies/readers/synth";
import type { JsonObject, ReviewedStack } from "../../review/resource";
import { settled } from "../../review/sources/settled";
import { stackNameOf } from "../../review/sources/synthesized";
import { chartFileBelow } from "../check/chart-file";
import { STACK_FILE } from "../manifest";
import type { Parts } from "../saved-plan/parts";
import { isSavedPlans, readSavedPlans } from "../saved-plan/saved-plan";

/** A plan as JSON, and what is known beside it. */
export interface PlanSource {
  readonly name: string;
  readonly file: string;
  /** The stack's synthesized folder. @default - only the plan is there */
  readonly synthesized?: string;
  /** What an apply of it depends on. @default - only the plan is there */
  readonly parts?: Parts;
}

/** A file is a plan; a folder holds those that `bulwark plan --save` kept. */
export async function planSources(paths: readonly string[]): Promise<readonly PlanSource[]> {
  const found = paths.map(async (path): Promise<readonly PlanSource[]> => {
    if (!isSavedPlans(path)) return [{ name: stackNameOf(path), file: path }];
    const { stacks } = await readSavedPlans(path);
    return stacks.map(({ name, shown, synthesized, parts }) => ({ name, file: shown, synthesized, parts }));
  });
  return differentlyNamed((await Promise.all(found)).flat());
}

/** Many call all their plans `plan.json`: two stacks of one name would be taken for one. */
function differentlyNamed(sources: readonly PlanSource[]): readonly PlanSource[] {
  const names = sources.map(({ name }) => name);
  return sources.map((source) =>
    names.indexOf(source.name) === names.lastIndexOf(source.name) ? source : { ...source, name: source.file },
  );
}

/** What is known of a plan beside it. What the state's place was before nobody says, so it counts as the same. */
export function withDeclared(stack: ReviewedStack, synthesized: string | undefined): ReviewedStack {
  if (synthesized === undefined) return stack;
  const file = join(synthesized, STACK_FILE);
  const json = JSON.parse(readFileSync(file, "utf8")) as JsonObject;
  const declared = synthPlatform(json, file, chartFileBelow(synthesized));
  const place = { ...declared, subjects: declared.subjects.filter(({ kind }) => kind === "stack") };
  return {
    ...stack,
    base: stack.base && settled(stack.base, place),
    head: stack.head && settled(stack.head, declared),
  };
}
