import { z } from "zod";

const instance = z.looseObject({ index_key: z.union([z.string(), z.number()]).optional() });

const resource = z.looseObject({
  module: z.string().optional(),
  mode: z.string(),
  type: z.string(),
  name: z.string(),
  instances: z.array(instance),
});

const state = z.looseObject({
  version: z.literal(4),
  serial: z.number().int(),
  lineage: z.string().min(1),
  resources: z.array(resource),
});

/** Terraform's state, format 4, with everything in it. */
export type StateJson = z.output<typeof state>;

/** Undefined for a text that is no whole state. */
export function tryState(text: string): StateJson | undefined {
  try {
    return state.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Which resources one state has otherwise than another: their addresses, never their values, which may be secret. */
export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** What happened from one state to a later one. */
export function difference(from: StateJson, to: StateJson): Difference {
  const [before, after] = [managed(from), managed(to)];
  const both = [...before.keys()].filter((address) => after.has(address));
  return {
    added: [...after.keys()].filter((address) => !before.has(address)).sort(),
    removed: [...before.keys()].filter((address) => !after.has(address)).sort(),
    changed: both.filter((address) => before.get(address) !== after.get(address)).sort(),
  };
}

export const resourceCount = (one: StateJson): number => managed(one).size;

/** Each instance by its address, as text that can be compared. What is read anew in every run is left out. */
function managed({ resources }: StateJson): ReadonlyMap<string, string> {
  return new Map(
    resources
      .filter(({ mode }) => mode === "managed")
      .flatMap(({ module, type, name, instances }) =>
        instances.map((one) => {
          const index = one.index_key === undefined ? "" : `[${JSON.stringify(one.index_key)}]`;
          return [`${module ? `${module}.` : ""}${type}.${name}${index}`, JSON.stringify(one)] as const;
        }),
      ),
  );
}
