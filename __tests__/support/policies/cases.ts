import type { FactsByKind, Kind, Platform } from "../../../policies/facts/subject";
import { platformOf } from "./container";

/**
 * How to add the cases of a family of rules: one module in `__tests__/policies/rules/`, and its name in `all.ts` there.
 *
 *     export const releaseCases = casesOf("release", release, {
 *       "BWK-release-version": {
 *         breaks: [[{ version: declared("") }, "fetches whatever version is the newest"]],
 *         keeps: [{ version: declared("1.4.2") }],
 *         notApplicable: [{ chartIsLocal: declared(true) }],
 *       },
 *     });
 *
 * `release` makes a subject that keeps every promise, but for the facts given. `rules.test.ts` runs the cases of all
 * rules, and asks of each rule what no case has to say: that it never passes what nobody can tell, that it reads what it
 * says that it needs, that its examples are what it calls them.
 */
export interface Cases<K extends Kind> {
  /** With the message, word by word. */
  readonly breaks: readonly (readonly [given: Given<K>, message: string])[];
  readonly keeps: readonly Given<K>[];
  readonly notApplicable?: readonly Given<K>[];
  /** Beyond facts that are unknown, which are tried for every rule. */
  readonly cannotTell?: readonly (readonly [given: Given<K>, message: string])[];
}

/** Facts of the subject, and whatever else is there. */
export type Given<K extends Kind> = Partial<FactsByKind[K]> & {
  /** Other subjects of its platform. */
  readonly beside?: readonly FactsByKind[Kind][];
  /** Other platforms that are examined together with its own. */
  readonly elsewhere?: readonly Platform[];
  /** Where its images may come from. */
  readonly registries?: readonly string[];
};

/** A rule's subject where it is asked. */
export interface Scene {
  readonly subject: FactsByKind[Kind];
  readonly platform: Platform;
  readonly everything: readonly Platform[];
}

/** The cases of one rule, whatever it is about. */
export interface RuleCases {
  readonly id: string;
  readonly kind: Kind;
  readonly breaks: readonly { readonly scene: Scene; readonly message: string; readonly title: string }[];
  readonly keeps: readonly { readonly scene: Scene; readonly title: string }[];
  readonly notApplicable: readonly { readonly scene: Scene; readonly title: string }[];
  readonly cannotTell: readonly { readonly scene: Scene; readonly message: string; readonly title: string }[];
  /** A subject that keeps every promise. */
  readonly faultless: Scene;
}

export function casesOf<K extends Kind>(
  kind: K,
  build: (facts: Partial<FactsByKind[K]>) => FactsByKind[K],
  table: Readonly<Record<string, Cases<K>>>,
): readonly RuleCases[] {
  const stage = ({ beside = [], elsewhere = [], registries, ...facts }: Given<K>): Scene => {
    // What is left of the given are facts of the kind, which the compiler cannot see.
    const subject = build(facts as unknown as Partial<FactsByKind[K]>);
    const platform = { ...platformOf(subject, ...beside), ...(registries && { registries }) };
    return { subject, platform, everything: [platform, ...elsewhere] };
  };
  const silent = (given: Given<K>) => ({ scene: stage(given), title: titleOf(given) });
  const spoken = ([given, message]: readonly [Given<K>, string]) => ({ ...silent(given), message });
  return Object.entries(table).map(([id, cases]) => ({
    id,
    kind,
    breaks: cases.breaks.map(spoken),
    keeps: cases.keeps.map(silent),
    notApplicable: (cases.notApplicable ?? []).map(silent),
    cannotTell: (cases.cannotTell ?? []).map(spoken),
    faultless: stage({}),
  }));
}

/** What is given, short enough for the name of a test. */
function titleOf(given: object): string {
  const text = JSON.stringify(given, (key, value: unknown) => {
    if (value instanceof Map) return Object.fromEntries(value) as unknown;
    if (value instanceof Set) return [...value] as unknown;
    return ["at", "kind", "source"].includes(key) ? undefined : value;
  });
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
