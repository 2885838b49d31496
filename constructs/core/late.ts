import type { Component } from "./component";
import { lateOutsideEnvironment } from "./errors";
import type { Spec } from "./spec";
import { Target } from "./target";

/** Private use in Unicode: in no text that somebody writes. */
const MARK = /\uE000[^\uE001]*\uE001/;

/**
 * A text that is only known once something else was applied, such as the address of a managed database. In a spec it stands
 * as the path of what it belongs to, so the same spec hashes the same in every synthesis; a target writes the value in its
 * place, in the environment of a container and nowhere else. It must not change once it is known: no hash would tell.
 */
export class Late {
  /** @param value what the provider's bindings give in place of the value */
  static of(value: string): Late {
    return new Late(value);
  }

  private constructor(private readonly value: string) {}

  /** How it stands in the spec of whoever uses `owner`. */
  in(owner: Component, name: string): string {
    const mark = `\uE000${owner.node.path}/${name}\uE001`;
    Target.of(owner).keepLate(mark, this.value);
    return mark;
  }
}

/** Whether a text of a spec has a late value in it. */
export const hasLate = (text: string): boolean => MARK.test(text);

/** @throws when a late value is anywhere but in the environment of a container, where a target can write it through */
export function refuseLateElsewhere(component: Component, spec: Spec): void {
  for (const [where, text] of textsBelow(spec, "")) {
    if (hasLate(text) && !/(^|\.)environment\./.test(where)) throw lateOutsideEnvironment(component.node.path, where);
  }
}

function textsBelow(value: unknown, where: string): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[where, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsBelow(inner, where ? `${where}.${key}` : key));
}
