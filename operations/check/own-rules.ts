import { resolve } from "node:path";
import { z } from "zod";
import { CATALOGUE } from "../../policies/catalogue";
import { SEVERITIES, type Rule, type Verdict } from "../../policies/rule";
import { notRules, ruleFailed } from "./errors";

/**
 * The rules that a JavaScript file of the user's exports, by names or in lists. The file is run: it is the user's own.
 *
 * @throws BulwarkError with exit code 2 for a file that cannot be loaded, that has none, or whose ids are taken
 */
export function ownRules(file: string): readonly Rule[] {
  const exported = [...new Set(Object.values(loaded(file) ?? {}).flat() as readonly unknown[])];
  const rules = exported.filter(hasCheck).map((one) => ruleOf(file, one));
  if (rules.length === 0)
    throw notRules(file, "nothing that it exports has an 'id', a 'severity', an 'on' and a 'check'");
  const ids = rules.map(({ id }) => id);
  const taken = ids.find((id) => CATALOGUE.some((known) => known.id === id));
  if (taken) throw notRules(file, `the id '${taken}' is Bulwark's; begin yours with letters of your own`);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice) throw notRules(file, `the id '${twice}' is given twice`);
  return rules;
}

function loaded(file: string): object | null {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- known by its path alone
    return require(resolve(file)) as object | null;
  } catch (error) {
    throw notRules(file, firstLine(error));
  }
}

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split("\n")[0]!;

const hasCheck = (value: unknown): value is object => typeof value === "object" && value !== null && "check" in value;

const KINDS = new Set(CATALOGUE.map(({ on }) => on));

const texts = z.array(z.string());

const schema = z.looseObject({
  id: z.string().min(1),
  title: z.string(),
  severity: z.enum(SEVERITIES),
  on: z.string().refine((kind) => KINDS.has(kind as Rule["on"]), { error: `is none of ${[...KINDS].join(", ")}` }),
  why: z.string().default(""),
  fix: z.string(),
  bad: z.string().default(""),
  good: z.string().default(""),
  references: texts.default([]),
  needs: texts.default([]),
  check: z.custom<Rule["check"]>((value) => typeof value === "function", { error: "is no function" }),
});

/** A rule as those of Bulwark are, which says by name that it failed. */
function ruleOf(file: string, written: object): Rule {
  const { data, error } = schema.safeParse(written);
  if (!data) {
    const [{ path, message }] = error.issues as [z.core.$ZodIssue];
    throw notRules(file, `of '${String((written as Partial<Rule>).id)}', '${path.join(".")}' ${message}`);
  }
  const check = (...asked: readonly unknown[]): Verdict => {
    const answer = answerOf(() => (data.check as (...all: readonly unknown[]) => unknown)(...asked), file, data.id);
    if (answer.success) return answer.data;
    throw ruleFailed(file, data.id, "what it returns is no verdict");
  };
  return { ...data, check } as unknown as Rule;
}

const verdict = z.discriminatedUnion("verdict", [
  z.object({ verdict: z.enum(["pass", "not-applicable", "cannot-say"]) }),
  z.object({ verdict: z.literal("fail"), message: z.string(), value: z.string() }),
  z.object({ verdict: z.literal("unknown"), message: z.string() }),
]);

function answerOf(ask: () => unknown, file: string, id: string) {
  try {
    return verdict.safeParse(ask());
  } catch (error) {
    throw ruleFailed(file, id, firstLine(error));
  }
}
