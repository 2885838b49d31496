import { Token } from "cdktf";
import type { Component, Spec } from "../../../core";
import { tokenInSpec } from "../../../core/errors";

/**
 * Refuses values that are only known after apply, wherever they are in a spec: they are numbered in the order in which
 * they are made, so the same spec would hash differently when another one comes first.
 */
export function refuseTokens(component: Component, spec: Spec): void {
  const { endpoint } = component;
  for (const [where, value] of valuesBelow({ ...spec, endpoint }, "")) {
    if (isLate(value)) throw tokenInSpec(`[${component.node.path}] ${where}`);
  }
}

/** A number that stands for a later one shows in a text as a huge negative number. */
function isLate(value: unknown): boolean {
  return Token.isUnresolved(value) || (typeof value === "string" && /-\d(\.\d+)?e\+\d{3}/.test(value));
}

function valuesBelow(value: unknown, where: string): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null || Token.isUnresolved(value)) return [[where, value]];
  return Object.entries(value).flatMap(([key, inner]) => [
    [`${where} key`, key] as const,
    ...valuesBelow(inner, where ? `${where}.${key}` : key),
  ]);
}
