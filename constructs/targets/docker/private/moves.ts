import type { Component } from "../../../core";

/** A `moved` block. https://developer.hashicorp.com/terraform/language/moved */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** How the addresses of a renamed component lead, rename by rename, to the one that it has now. */
export function movesOf(
  { name, renamedFrom }: Component,
  path: string,
  addressOf: (path: string) => string,
): readonly Move[] {
  const above = path.slice(0, path.length - name.length);
  const addresses = withoutCircles([...renamedFrom, name]).map((one) => addressOf(`${above}${one}`));
  return addresses.slice(1).map((to, index) => ({ from: addresses[index]!, to }));
}

/** Who has a name back that it had before comes from the names in between: Terraform refuses moves in a circle. */
function withoutCircles(names: readonly string[]): readonly string[] {
  return names.reduce<readonly string[]>((before, name) => [...before.slice(before.indexOf(name) + 1), name], []);
}
