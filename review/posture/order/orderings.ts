import type { FactsByKind, Kind } from "../../../policies/facts/subject";
import type { FactOf } from "../../../policies/rule";
import type { Ordering } from "./ordering";

/** What a fact says when it is known; some are always known. */
export type ValueOf<F> = [Extract<F, { readonly state: "known" }>] extends [never]
  ? F
  : Extract<F, { readonly state: "known" }> extends { readonly value: infer T }
    ? T
    : never;

/** An order for every fact of a kind. */
export type OrderingsOf<K extends Kind> = {
  readonly [F in FactOf<K> & keyof FactsByKind[K]]: Ordering<ValueOf<FactsByKind[K][F]>>;
};
