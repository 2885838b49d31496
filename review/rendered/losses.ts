import { listIn, objectIn, textIn } from "../../policies/readers/objects";
import type { RenderedChange, Risk } from "../model";
import { specOf } from "./objects";
import type { RenderedObject } from "./release";

/** What a change of an object costs, in words that follow its name. */
export interface Cost {
  readonly risk: Risk;
  readonly reasons: readonly string[];
  readonly remedy: string;
}

const KEEP = "take the change out again; or back up, apply, and restore";
const ANEW = "take the edit out again; or delete the object by hand before the apply, and let it be made anew";

type Action = RenderedChange["action"];

/** Nothing, where an object can be made again from what is written down. */
export function costOf(
  action: Action,
  before: RenderedObject | undefined,
  { attributes }: Pick<RenderedChange, "attributes">,
  after?: RenderedObject,
): Cost | undefined {
  if (!before || action === "create" || action === "forget") return undefined;
  if (action === "delete" || action === "replace") return goneCost(before, action);
  const claims = after ? lostClaims(before, after) : [];
  const forced = attributes.filter(({ forcesReplacement }) => forcesReplacement).map(({ path }) => path);
  if (claims.length > 0) {
    const names = claims.join(", ");
    return loss(`has to be made anew, and begins with empty volumes: the claim template ${names} is another one`);
  }
  if (forced.length === 0) return undefined;
  const names = `${forced.slice(0, 3).join(", ")}${forced.length > 3 ? ` and ${forced.length - 3} more` : ""}`;
  const reason = `cannot be edited in ${names}: the apply fails, or it has to be made anew`;
  return { risk: "ignored-edit", reasons: [reason], remedy: ANEW };
}

const loss = (reason: string): Cost => ({ risk: "data-loss", reasons: [reason], remedy: KEEP });

function goneCost(object: RenderedObject, action: "delete" | "replace"): Cost | undefined {
  const fate = action === "delete" ? "is deleted" : "is deleted and made anew by another release";
  if (object.kind === "Namespace") return loss(`${fate}: everything in it is lost, its volumes too`);
  if (object.kind === "PersistentVolumeClaim") return loss(`${fate}: all that is on the volume is lost`);
  if (object.kind !== "StatefulSet") return undefined;
  const claims = claimsOf(object);
  if (claims.length === 0) return undefined;
  const policy = textIn(objectIn(specOf(object), "persistentVolumeClaimRetentionPolicy"), "whenDeleted");
  if (policy === "Delete") return loss(`${fate}, and its claims ${claims.join(", ")} with it: what is on them is lost`);
  return loss(`${fate}: its claims ${claims.join(", ")} stay, and nothing uses what is on them any more`);
}

const claimsOf = (object: RenderedObject): readonly string[] =>
  listIn(specOf(object), "volumeClaimTemplates").map((template) => textIn(objectIn(template, "metadata"), "name"));

/** Claim templates that the pods no longer have. */
function lostClaims(before: RenderedObject, after: RenderedObject): readonly string[] {
  if (before.kind !== "StatefulSet") return [];
  const left = claimsOf(after);
  return claimsOf(before).filter((name) => !left.includes(name));
}
