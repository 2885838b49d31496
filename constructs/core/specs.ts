import type { Component, SpecContext } from "./component";
import { refuseLateElsewhere } from "./late";
import type { Exception, Spec } from "./spec";

/** Of every component that is managed what to run, in their order. */
export function specsOf(components: readonly Component[], context: SpecContext): ReadonlyMap<Component, Spec> {
  const specs = new Map<Component, Spec>();
  for (const component of components) {
    const spec = component.spec(context);
    if (!spec) continue;
    refuseLateElsewhere(component, spec);
    specs.set(component, { ...spec, exceptions: [...spec.exceptions, ...imageExceptions(spec)] });
  }
  return specs;
}

/** Of images that are listed without a digest. */
function imageExceptions({ image: own, jobs, scheduled = [] }: Spec): readonly Exception[] {
  const images = new Map(
    [own, ...[...jobs, ...scheduled].map(({ image = own }) => image)].map((one) => [one.reference, one]),
  );
  return [...images.values()].flatMap(({ reference, withoutDigest: reason }) =>
    reason === undefined ? [] : [{ protection: "image-digest", detail: reference, reason }],
  );
}
