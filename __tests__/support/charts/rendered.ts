import type { KubernetesObject } from "../kubernetes/paths";
import { notRendered } from "./errors";

/** Any part of a rendered object: tests name what they expect in it. */
export type Part = Readonly<Record<string, unknown>>;

/** The objects of one rendering. */
export class Rendered {
  constructor(readonly objects: readonly KubernetesObject[]) {}

  /** @throws when there is no such object */
  one(kind: string, name?: string): KubernetesObject {
    const found = this.of(kind).find(({ metadata }) => name === undefined || metadata.name === name);
    if (!found) throw notRendered(kind, name, this.names);
    return found;
  }

  of(kind: string): readonly KubernetesObject[] {
    return this.objects.filter((one) => one.kind === kind);
  }

  get names(): readonly string[] {
    return this.objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort();
  }

  /** The pod template of each object that has one. */
  get podTemplates(): readonly Part[] {
    return this.objects.flatMap(({ spec }) => {
      const { template, jobTemplate } = (spec ?? {}) as { template?: Part; jobTemplate?: { spec: { template: Part } } };
      return template ? [template] : jobTemplate ? [jobTemplate.spec.template] : [];
    });
  }
}

/** What lies at a path in a part; a number names an item of a list. */
export const at = (part: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown> | undefined)?.[key], part);
