import { subjectsOf, type Platform } from "../../policies/facts/subject";
import type { StackFacts } from "../../policies/facts/terraform";
import type { Change, Shown } from "../model";

/** What runs on the machine that plans or applies, and is not what it was: providers, modules, programs, addresses. */
export function codeChanges(stack: string, base: Platform | undefined, head: Platform | undefined): readonly Change[] {
  const [before, after] = [stackIn(base), stackIn(head)];
  if (!before || !after) return [];
  const added = <T>(was: readonly T[], is: readonly T[]) => is.filter((one) => !was.includes(one));
  return [
    ...requirementChanges(stack, before, after),
    ...added(listOf(before.provisioners), listOf(after.provisioners)).map((address) =>
      codeChange(stack, address, { reason: "runs commands while it is made", before: undefined, after: "provisioner" }),
    ),
    ...added(listOf(before.outsideData), listOf(after.outsideData)).map((address) =>
      codeChange(stack, address, {
        reason: "runs a program or asks an address at every plan",
        before: undefined,
        after: "data",
      }),
    ),
  ];
}

const stackIn = (platform: Platform | undefined): StackFacts | undefined =>
  platform && subjectsOf(platform, "stack")[0];

const listOf = (fact: StackFacts["provisioners"]): readonly string[] => (fact.state === "known" ? fact.value : []);

function requirementChanges(stack: string, before: StackFacts, after: StackFacts): readonly Change[] {
  const versions = ({ requirements }: StackFacts) =>
    new Map(
      (requirements.state === "known" ? requirements.value : []).map(({ name, version }) => [name, version ?? "any"]),
    );
  const [was, is] = [versions(before), versions(after)];
  return [...is]
    .filter(([name, version]) => was.get(name) !== version)
    .map(([name, version]) =>
      codeChange(stack, name, {
        reason: was.has(name) ? "may be another version of a program that runs" : "is a further program that runs",
        before: was.get(name),
        after: version,
      }),
    );
}

interface Told {
  readonly reason: string;
  readonly before: Shown;
  readonly after: Shown;
}

const codeChange = (stack: string, address: string, { reason, before, after }: Told): Change => ({
  ...{ stack, address, type: "terraform", action: before === undefined ? "create" : "update", risk: "runs-code" },
  reasons: [reason],
  attributes: [
    { path: "version", before, after, verdict: "neutral", forcesReplacement: false, ignoredByProvider: false },
  ],
  remedy: "look at what it runs",
});
