import type { StackJson } from "./stack-json";

type Resource = Readonly<Record<string, unknown>>;

/** Resources of a stack by Terraform's address. */
function resourcesOf({ resource = {} }: StackJson): ReadonlyMap<string, Resource> {
  const byType = Object.entries(resource as Readonly<Record<string, Readonly<Record<string, Resource>>>>);
  return new Map(
    byType.flatMap(([type, named]) => Object.entries(named).map(([name, one]) => [`${type}.${name}`, one] as const)),
  );
}

/** The addresses that a resource names: in `depends_on`, and in any expression of its attributes. */
function namedBy(resource: Resource, addresses: readonly string[]): readonly string[] {
  const words = new Set(JSON.stringify(resource).match(/\b[a-z_]+\.[A-Za-z_][\w-]*/g) ?? []);
  return addresses.filter((address) => words.has(address));
}

/** Everything that a resource needs, directly or by way of others. */
export function neededBy(stack: StackJson, address: string): ReadonlySet<string> {
  const resources = resourcesOf(stack);
  const addresses = [...resources.keys()];
  const found = new Set<string>();
  const visit = (one: string) => {
    for (const named of namedBy(resources.get(one) ?? {}, addresses)) {
      if (named === address || found.has(named)) continue;
      found.add(named);
      visit(named);
    }
  };
  visit(address);
  return found;
}

/**
 * Terraform creates first whatever says so, and all that this needs.
 * https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#create_before_destroy
 */
export function createdFirst(stack: StackJson): ReadonlySet<string> {
  const declared = [...resourcesOf(stack)].filter(
    ([, { lifecycle }]) => (lifecycle as { create_before_destroy?: boolean } | undefined)?.create_before_destroy,
  );
  return new Set(declared.flatMap(([address]) => [address, ...neededBy(stack, address)]));
}
