import { releaseFrom, renderedChanges, type RenderedChanges, type RenderedRelease } from "../../review/rendered";

const IDENTITY = { address: "helm_release.web", name: "web", namespace: "shop" };

/** What Helm would print of objects; JSON is YAML. */
export const printed = (...objects: readonly object[]): string =>
  objects.map((one) => JSON.stringify(one)).join("\n---\n");

/** A release that renders these objects. */
export const release = (objects: readonly object[], other: Partial<RenderedRelease> = {}): RenderedRelease => ({
  ...releaseFrom([printed(...objects)], { ...IDENTITY, ...other }),
  ...other,
});

/** One release that renders other objects than before. */
export const between = (before: readonly object[], after: readonly object[]): RenderedChanges =>
  renderedChanges("shop", [release(before)], [release(after)]);

export const rendered = (kind: string, spec: object, metadata: object = {}, apiVersion = "apps/v1"): object => ({
  ...{ apiVersion, kind },
  metadata: { name: "web", ...metadata },
  spec,
});
