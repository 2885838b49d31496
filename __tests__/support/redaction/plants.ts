import fc from "fast-check";
import { PLACES, type Inputs, type Place } from "./planted";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const secretsOf = (signs: string, sizes: { readonly minLength: number; readonly maxLength: number }) =>
  fc
    .tuple(fc.constantFrom(...Array.from(LETTERS)), fc.array(fc.constantFrom(...Array.from(signs)), sizes))
    .map(([first, rest]) => `${first}${rest.join("")}9`);

/** What a mark hides may hold anything; what is told by its form has no signs that would end it. */
const SECRETS = {
  MARKED: secretsOf(`${LETTERS} "'\\<>&/$%{}#:,;ü€`, { minLength: 10, maxLength: 60 }),
  TOLD: secretsOf(`${LETTERS}!%+.:?@^_~-`, { minLength: 10, maxLength: 40 }),
  RANDOM: secretsOf(LETTERS, { minLength: 30, maxLength: 60 }),
} as const;

export interface Plant {
  readonly place: string;
  readonly secret: string;
  readonly inputs: Inputs;
}

const places = Object.entries(PLACES) as readonly (readonly [keyof typeof PLACES, readonly Place[]])[];
const all = places.flatMap(([kind, own]) => own.map((place) => ({ kind, ...place })));

/** The same in every run, and in every place several; with another seed other secrets in the same places. */
export const plantsOf = (count: number, seed = 4711): readonly Plant[] =>
  Array.from({ length: count }, (_, at) => {
    const { kind, name, plant } = all[at % all.length]!;
    const secret = fc.sample(SECRETS[kind], { numRuns: 1, seed: seed + at })[0]!;
    return { place: name, secret, inputs: whole(plant(secret)) };
  });

function whole({ plan, ...stacks }: Inputs): Inputs {
  return plan ? { ...stacks, plan: { format_version: "1.2", terraform_version: "1.11.4", ...plan } } : stacks;
}
