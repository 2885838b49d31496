import { dirname } from "node:path";
import { isObject } from "../../../policies/readers/objects";
import { plannedReleases, synthesizedReleases } from "../../../review/rendered";
import { planBefore } from "../../../review/sources/planned-change";
import type { StackTree } from "../../../review/sources/synthesized";
import { readWith } from "../../check/files";
import type { StackReleases } from "./sides";

/** The Helm releases of an output of cdktf: their charts lie in it, or in the project around. */
export const releasesIn = (trees: ReadonlyMap<string, StackTree>, output: string): readonly StackReleases[] =>
  [...trees].map(([name, { file, json }]) => ({
    name,
    folders: [dirname(file)],
    roots: [output, process.cwd()],
    output,
    releases: readWith(file, () => synthesizedReleases(json, file)),
  }));

/** A plan, and the folder of the stack that it was made for where that is known. */
export interface PlannedStack {
  readonly file: string;
  readonly name: string;
  readonly json: unknown;
  readonly synthesized?: string | undefined;
}

export const releasesAfter = (plan: PlannedStack): StackReleases => ({
  ...placesOf(plan),
  releases: readWith(plan.file, () => plannedReleases(plan.json, plan.file)),
});

export const releasesBefore = (plan: PlannedStack): StackReleases => ({
  ...placesOf(plan),
  isThere: true,
  releases: readWith(plan.file, () => plannedReleases(isObject(plan.json) ? planBefore(plan.json) : {}, plan.file)),
});

/** Where the charts lie a plan does not say: beside it, in the stack's folder, or in the project. */
function placesOf({ name, file, synthesized }: PlannedStack): Pick<StackReleases, "name" | "folders" | "roots"> {
  const folders = [...(synthesized === undefined ? [] : [synthesized]), dirname(file), process.cwd()];
  return { name, folders, roots: folders };
}
