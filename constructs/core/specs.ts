import type { Component, SpecContext } from "./component";
import { refuseLateElsewhere } from "./late";
import type { Spec } from "./spec";

/** Of every component that is managed what to run, in their order. */
export function specsOf(components: readonly Component[], context: SpecContext): ReadonlyMap<Component, Spec> {
  const specs = new Map<Component, Spec>();
  for (const component of components) {
    const spec = component.spec(context);
    if (!spec) continue;
    refuseLateElsewhere(component, spec);
    specs.set(component, spec);
  }
  return specs;
}
