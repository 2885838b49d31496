import { resolve } from "node:path";
import { CATALOGUE } from "../../policies/catalogue";
import { SEVERITIES, type Rule } from "../../policies/rule";
import { notRules } from "./errors";

/**
 * The rules that a JavaScript file of the user's exports, by names or in lists. The file is run: it is the user's own.
 *
 * @throws BulwarkError with exit code 2 for a file that cannot be loaded, that has none, or whose ids are taken
 */
export function ownRules(file: string): readonly Rule[] {
  const exported = Object.values(loaded(file)).flat();
  const rules = exported.filter(isRule);
  if (rules.length === 0)
    throw notRules(file, "nothing that it exports has an 'id', a 'severity', an 'on' and a 'check'");
  const taken = rules.find(({ id }) => CATALOGUE.some((known) => known.id === id));
  if (taken) throw notRules(file, `the id '${taken.id}' is Bulwark's; begin yours with letters of your own`);
  return rules;
}

function loaded(file: string): object {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- known by its path alone
    return require(resolve(file)) as object;
  } catch (error) {
    throw notRules(file, (error as Error).message.split("\n")[0]!);
  }
}

function isRule(value: unknown): value is Rule {
  if (typeof value !== "object" || value === null) return false;
  const { id, severity, on, check, title, fix } = value as Partial<Rule>;
  return (
    [id, on, title, fix].every((text) => typeof text === "string") &&
    SEVERITIES.includes(severity!) &&
    typeof check === "function"
  );
}
