import { isObject, objectIn, type Unknowns } from "../../policies/readers/objects";
import { equal } from "../changes/equal";
import type { JsonObject, ResourceChange } from "../resource";

const TYPE = "aws_iam_policy_document";

/** Access policies that are written down as data sources: resources say only their names. */
export function documentChanges(
  stack: string,
  base: Unknowns | undefined,
  head: Unknowns | undefined,
): readonly ResourceChange[] {
  const [before, after] = [documentsIn(base), documentsIn(head)];
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)];
    if (equal(was, is)) return [];
    const address = `data.${TYPE}.${name}`;
    return [
      {
        ...{ stack, address, previousAddress: address, type: `data.${TYPE}` },
        action: was === undefined ? "create" : is === undefined ? "delete" : "update",
        ...{ before: was, after: is, replacePaths: undefined, createsFirst: false },
      },
    ];
  });
}

function documentsIn(json: Unknowns | undefined): ReadonlyMap<string, JsonObject> {
  const all = Object.entries(objectIn(objectIn(json ?? {}, "data"), TYPE)).filter(([, one]) => isObject(one));
  return new Map(
    all.map(([name, one]) => {
      const { "//": _comment, ...attributes } = one as JsonObject;
      return [name, attributes];
    }),
  );
}
