import type { Change, RenderedChange } from "../../../review/model";
import { renderedChanges, type RenderedRelease } from "../../../review/rendered";
import type { ReviewedStack } from "../../../review/resource";
import type { Report } from "../../setup";
import { renderSides, type StackReleases } from "./index";

/** What a review is told of its Helm releases. */
export interface WithRenderings {
  readonly stacks: readonly ReviewedStack[];
  readonly rendered: readonly RenderedChange[];
  readonly further: readonly Change[];
  readonly leftOut: readonly string[];
  /** All of them, for who looks for secrets. */
  readonly objects: readonly unknown[];
}

/** Stacks with what their Helm releases bring to a cluster on both sides, rendered offline. */
export async function withRenderings(
  stacks: readonly ReviewedStack[],
  base: readonly StackReleases[],
  head: readonly StackReleases[],
  report: Report,
): Promise<WithRenderings> {
  const previous = new Map(
    stacks.flatMap(({ name, changes }) =>
      changes.map(({ address, previousAddress }) => [`${name} ${address}`, previousAddress] as const),
    ),
  );
  const previousAddress = (stack: string, address: string) => previous.get(`${stack} ${address}`) ?? address;
  const { stacks: sides, leftOut, warnings } = await renderSides({ base, head, previousAddress }, report);
  const told = [...sides].map(([name, side]) => renderedChanges(name, side.base.releases, side.head.releases));
  return {
    stacks: stacks.map((stack) => {
      const side = sides.get(stack.name);
      if (!side) return stack;
      const rendered = { base: side.base.platform, head: side.head.platform };
      return { ...stack, rendered, warnings: [...stack.warnings, ...(warnings.get(stack.name) ?? [])] };
    }),
    rendered: told.flatMap((one) => one.rendered),
    further: told.flatMap((one) => one.changes),
    leftOut,
    objects: [...sides.values()].flatMap((side) => [side.base, side.head].map(({ releases }) => valuesOf(releases))),
  };
}

const valuesOf = (releases: readonly RenderedRelease[]): readonly unknown[] =>
  releases.flatMap(({ objects }) => objects.map(({ value }) => value));
