import { REDACTED, type AttributeChange, type Change, type RenderedChange } from "../model";
import { objectDifferences } from "./differences";
import { isImmutable } from "./immutable";
import { costOf } from "./losses";
import { annotationOf } from "./objects";
import type { RenderedObject, RenderedRelease } from "./release";

export type { DeclaredRelease, RenderedObject, RenderedRelease, SetValue } from "./release";
export { releaseFrom } from "./random";
export { plannedReleases, synthesizedReleases } from "./releases";

/** What the releases of a stack bring to a cluster that they did not before. */
export interface RenderedChanges {
  readonly rendered: readonly RenderedChange[];
  /** Of objects whose change loses something, or never lands: as grave as a resource's. */
  readonly changes: readonly Change[];
}

interface Owned {
  readonly object: RenderedObject;
  /** Terraform's address. */
  readonly release: string;
  /** Helm's own name of it: an object belongs to one. */
  readonly owner: string;
}

/** Compares what all releases of a stack render, object by object: one that moves to another release is made anew. */
export function renderedChanges(
  stack: string,
  before: readonly RenderedRelease[],
  after: readonly RenderedRelease[],
): RenderedChanges {
  const [was, is] = [ownedById(before), ownedById(after)];
  const ids = [...new Set([...was.keys(), ...is.keys()])].sort();
  const told = ids.flatMap((id) => changeOf(stack, id, was.get(id), is.get(id)));
  return {
    rendered: told.map(({ rendered }) => rendered),
    changes: told.flatMap(({ change }) => change ?? []),
  };
}

const ownedById = (releases: readonly RenderedRelease[]): ReadonlyMap<string, Owned> =>
  new Map(
    releases.flatMap(({ address, name, namespace, objects }) =>
      objects.map((object) => [object.id, { object, release: address, owner: `${namespace}/${name}` }] as const),
    ),
  );

interface Told {
  readonly rendered: RenderedChange;
  readonly change: Change | undefined;
}

function changeOf(stack: string, id: string, was: Owned | undefined, is: Owned | undefined): readonly Told[] {
  const attributes = was && is ? attributesOf(was.object, is.object) : [];
  const action = actionOf(was, is);
  if (action === "update" && attributes.length === 0) return [];
  const { release } = (is ?? was)!;
  const rendered: RenderedChange = { stack, release, object: id, action, attributes };
  const cost = costOf(action, was?.object, rendered, is?.object);
  if (!cost) return [{ rendered, change: undefined }];
  const path = annotationOf((is ?? was)!.object, "bulwark.path");
  const change: Change = {
    ...{ stack, address: id, type: (is ?? was)!.object.kind },
    action: action === "update" ? "update" : action === "replace" ? "replace" : "delete",
    ...cost,
    attributes: attributes.filter(({ forcesReplacement }) => forcesReplacement),
    ...(path === "" ? {} : { path }),
  };
  return [{ rendered, change }];
}

function actionOf(was: Owned | undefined, is: Owned | undefined): RenderedChange["action"] {
  if (!was) return "create";
  // https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
  const isKept = annotationOf(was.object, "helm.sh/resource-policy") === "keep";
  if (!is) return isKept || isHook(was.object) ? "forget" : "delete";
  return was.owner === is.owner || isKept || isHook(was.object) ? "update" : "replace";
}

/** Helm forgets what its hooks have made. */
const isHook = (object: RenderedObject): boolean => annotationOf(object, "helm.sh/hook") !== "";

function attributesOf(before: RenderedObject, after: RenderedObject): readonly AttributeChange[] {
  const isHidden = before.kind === "Secret" && before.group === "";
  return objectDifferences(before.value, after.value).map(({ path, before: was, after: is }): AttributeChange => {
    const hide = isHidden && /^(data|stringData)\b/.test(path);
    const shown = (value: typeof was) => (hide && value !== undefined ? REDACTED : value);
    return {
      ...{ path, before: shown(was), after: shown(is), verdict: "neutral" },
      forcesReplacement: isImmutable(before, path),
      ignoredByProvider: false,
    };
  });
}
