import { basename, dirname } from "node:path";
import type { Platform } from "../../policies/facts/subject";
import { synthPlatform, type ChartFile } from "../../policies/readers/synth";
import type { Json } from "../model";
import type { JsonObject, ResourceChange, ReviewedStack } from "../resource";
import { equal } from "../changes/equal";
import { actionOf } from "../changes/provider-effects";
import { blockChanges } from "./blocks";
import { documentChanges } from "./documents";
import { inOrder } from "./sets";

/** One synthesized stack. */
export interface StackTree {
  /** `<out>/stacks/<stack>/cdk.tf.json`. */
  readonly file: string;
  readonly json: JsonObject;
  readonly chartFile?: ChartFile;
}

/** cdktf writes each stack into a folder of its name. */
export const stackNameOf = (file: string): string =>
  basename(file) === "cdk.tf.json" ? basename(dirname(file)) : basename(file).replace(/(\.tf)?\.json$/, "");

/** What a change of the synthesized JSON would do, as far as the providers' own rules are known without asking them. */
export function compareStacks(base: StackTree | undefined, head: StackTree | undefined): ReviewedStack {
  const { file } = (head ?? base)!;
  const name = stackNameOf(file);
  const [before, after] = [resourcesOf(base), resourcesOf(head)];
  const moves = movesOf(head);
  const was = new Map([...after.keys()].map((address) => [address, moves.get(address) ?? address]));
  const kept = new Set(was.values());
  const gone = [...before].filter(([address]) => !kept.has(address));
  const changes = [
    ...[...after].map(([address, attributes]) => {
      const previousAddress = was.get(address)!;
      return changeOf({ stack: name, address, previousAddress }, before.get(previousAddress), attributes);
    }),
    ...gone.map(([address, attributes]) =>
      changeOf({ stack: name, address, previousAddress: address }, attributes, undefined),
    ),
  ];
  return {
    name,
    resources: after.size + gone.length,
    changes: [...changes.filter(({ action }) => action !== "none"), ...blockChanges(name, base?.json, head?.json)],
    documents: documentChanges(name, base?.json, head?.json),
    drift: [],
    base: platformOf(base, file),
    head: platformOf(head, file),
    warnings: [],
  };
}

function changeOf(
  place: Pick<ResourceChange, "stack" | "address" | "previousAddress">,
  was: JsonObject | undefined,
  is: JsonObject | undefined,
): ResourceChange {
  const type = place.address.split(".")[0]!;
  // Most are as they were, which is told without putting anything into order.
  const [before, after] = equal(was, is) ? [was, is] : [was && inOrder(type, was), is && inOrder(type, is)];
  const isMoved = place.address !== place.previousAddress && before !== undefined;
  const action = before && after && equal(before, after) ? (isMoved ? "move" : "none") : actionOf(type, before, after);
  return {
    ...place,
    type,
    action,
    before,
    after,
    replacePaths: undefined,
    createsFirst: createsFirst(after),
  };
}

const createsFirst = (after: JsonObject | undefined): boolean =>
  (after?.["lifecycle"] as { readonly create_before_destroy?: Json } | undefined)?.create_before_destroy === true;

function resourcesOf(tree: StackTree | undefined): ReadonlyMap<string, JsonObject> {
  const types = (tree?.json["resource"] ?? {}) as Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  return new Map(
    Object.entries(types).flatMap(([type, all]) =>
      Object.entries(all)
        .map(([name, { "//": _comment, ...attributes }]) => [`${type}.${name}`, attributes] as const)
        // Of which none is wanted.
        .filter(([, { count }]) => count !== 0),
    ),
  );
}

/** By the new address, the old one. https://developer.hashicorp.com/terraform/language/moved */
function movesOf(tree: StackTree | undefined): ReadonlyMap<string, string> {
  const moved = [tree?.json["moved"] ?? []].flat() as readonly Json[];
  return new Map(
    moved.flatMap((one) => {
      const { from, to } = (one ?? {}) as { readonly from?: Json; readonly to?: Json };
      return typeof from === "string" && typeof to === "string" ? [[to, from] as const] : [];
    }),
  );
}

/** Both as if they lay in one place: a path that starts there leads to the same file. */
const platformOf = (tree: StackTree | undefined, file: string): Platform | undefined =>
  tree && synthPlatform(tree.json, file, tree.chartFile);
