import type { Condition, Statement, Words } from "../facts/access-statement";
import { isObject, type Unknowns } from "./objects";

/** More in one policy is more than AWS takes, which counts 20,480 characters at most. */
const LONGEST = 131_072;

/** The statements of a policy; undefined for what is none. */
export function statementsIn(text: unknown): readonly Statement[] | undefined {
  if (typeof text !== "string" || text.length > LONGEST || !/^\s*\{/.test(text)) return undefined;
  try {
    const policy: unknown = JSON.parse(text);
    if (!isObject(policy) || !("Statement" in policy)) return undefined;
    const all = [policy["Statement"]].flat();
    return all.every(isObject) ? all.map(statementOf) : undefined;
  } catch {
    return undefined;
  }
}

function statementOf(said: Unknowns): Statement {
  return {
    effect: said["Effect"] === "Deny" ? "Deny" : "Allow",
    // Their case means nothing.
    actions: wordsOf(said, "Action", (value) => listOf(value).map((word) => word.toLowerCase())),
    resources: wordsOf(said, "Resource", listOf),
    principals: wordsOf(said, "Principal", principalsOf),
    conditions: conditionsOf(said["Condition"]),
  };
}

const listOf = (value: unknown): readonly string[] => [...new Set([value ?? []].flat().map(String))].sort();

function wordsOf(said: Unknowns, name: string, read: (value: unknown) => readonly string[]): Words {
  const isNot = said[`Not${name}`] !== undefined;
  return { isNot, words: read(said[isNot ? `Not${name}` : name]) };
}

/** `*` is everybody, by whatever kind; an account is its root. */
function principalsOf(value: unknown): readonly string[] {
  const all = isObject(value)
    ? Object.entries(value).flatMap(([kind, who]) => listOf(who).map((one) => [kind, one] as const))
    : listOf(value).map((one) => ["AWS", one] as const);
  const words = all.map(([kind, who]) => {
    if (who === "*") return "*";
    return /^\d{12}$/.test(who) ? `${kind}:arn:aws:iam::${who}:root` : `${kind}:${who}`;
  });
  return [...new Set(words)].sort();
}

function conditionsOf(value: unknown): readonly Condition[] {
  const all = Object.entries(isObject(value) ? value : {}).flatMap(([test, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, wanted]) => ({
      ...{ test, key: key.toLowerCase(), values: listOf(wanted) },
    })),
  );
  return all.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

/** A data source `aws_iam_policy_document` as the policy that it makes; undefined for one that says what is not written there. */
export function documentText(attributes: Unknowns): string | undefined {
  const { statement, version, source_policy_documents: sources, override_policy_documents: over, dynamic } = attributes;
  if ([sources, over, dynamic].some((one) => one !== undefined)) return undefined;
  const statements = [statement ?? []].flat().filter(isObject);
  return JSON.stringify({ Version: version ?? "2012-10-17", Statement: statements.map(writtenStatement) });
}

function writtenStatement(block: Unknowns): object {
  const principals = (name: string) =>
    block[name] === undefined
      ? undefined
      : Object.fromEntries(
          [block[name]]
            .flat()
            .filter(isObject)
            .map((one) => [String(one["type"]), one["identifiers"]]),
        );
  const conditions = [block["condition"] ?? []].flat().filter(isObject);
  const tests = [...new Set(conditions.map(({ test }) => String(test)))];
  const ofTest = (test: string) =>
    Object.fromEntries(
      conditions.filter((one) => String(one["test"]) === test).map((one) => [String(one["variable"]), one["values"]]),
    );
  return {
    Effect: block["effect"] ?? "Allow",
    Action: block["actions"],
    NotAction: block["not_actions"],
    Resource: block["resources"],
    NotResource: block["not_resources"],
    Principal: principals("principals"),
    NotPrincipal: principals("not_principals"),
    Condition: Object.fromEntries(tests.map((test) => [test, ofTest(test)])),
  };
}
