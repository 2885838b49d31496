import { allows } from "../../../policies/facts/grant";
import type { Grant } from "../../../policies/facts/kubernetes";
import type { Ordering } from "./ordering";

/** Of a grant with more requests than this its words are compared, and not what they allow. */
const MOST_REQUESTS = 2000;

/** Nor of a role with more grants than this. */
const MOST_GRANTS = 200;

/** However it is divided into grants: what one of them allows, and the others did not. */
export const grants: Ordering<readonly Grant[]> = {
  harmless: [],
  worse: (before, after) => {
    const isLong = before.length > MOST_GRANTS || after.length > MOST_GRANTS;
    const more = isLong ? otherWords(before, after) : after.flatMap((grant) => moreThan(before, grant));
    return [...new Set(more)].map((request) => `may ${request}`);
  },
};

function moreThan(known: readonly Grant[], grant: Grant): readonly string[] {
  const { groups, resources, verbs, names } = grant;
  const objects = names.length === 0 ? [undefined] : names;
  if (groups.length * resources.length * verbs.length * objects.length > MOST_REQUESTS) {
    return otherWords(known, [grant]);
  }
  return groups.flatMap((group) =>
    resources.flatMap((resource) =>
      verbs.flatMap((verb) =>
        objects
          .filter((name) => !known.some((one) => covers(one, name) && allows(one, { group, resource, verb })))
          .map((name) => [verb, resource, name, group && `of ${group}`].filter(Boolean).join(" ")),
      ),
    ),
  );
}

function otherWords(before: readonly Grant[], after: readonly Grant[]): readonly string[] {
  const known = new Set(before.map(textOf));
  const more = after.filter((grant) => !known.has(textOf(grant)));
  return more.map(({ verbs }) => `do all of a grant with ${verbs.length} verbs`);
}

/** A grant of single objects is none of all. */
const covers = ({ names }: Grant, name: string | undefined): boolean =>
  names.length === 0 || (name !== undefined && names.includes(name));

const textOf = (grant: Grant): string =>
  JSON.stringify([grant.groups, grant.resources, grant.verbs, grant.names].map((words) => [...words].sort()));
