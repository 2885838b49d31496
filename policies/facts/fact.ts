/** Where something is said: a file, and in it a line, a Terraform address or a path of keys. */
export interface Location {
  readonly file: string;
  /** Counted from 1. */
  readonly line?: number;
  /** `docker_container.platform_redis`, `services.web`, `Deployment/shop/api`. */
  readonly address?: string;
}

/** Who decided: the text itself, a default of what reads it, the image, or the running system. */
export type Origin = "declared" | "default" | "image" | "observed";

/** Why nothing can be said although it could be. */
export type Why = "after-apply" | "expression" | "image-decides" | "masked" | "elsewhere";

/** One thing that is, that nobody can tell yet, or for which the source has no word. */
export type Fact<T> =
  | {
      readonly state: "known";
      readonly value: T;
      readonly from: Origin;
      /** There is at least what `value` says, and more that nobody can tell: it may break a rule, and never keep one. */
      readonly more?: Why;
    }
  | { readonly state: "unknown"; readonly why: Why }
  | { readonly state: "unsayable" };

export const declared = <T>(value: T): Fact<T> => ({ state: "known", value, from: "declared" });

/** What holds when the text says nothing. */
export const byDefault = <T>(value: T): Fact<T> => ({ state: "known", value, from: "default" });

/** Some of a list or a map is said, the rest cannot be told. */
export const inPart = <T>(value: T, more: Why): Fact<T> => ({ state: "known", value, from: "declared", more });

export const unknown = (why: Why): Fact<never> => ({ state: "unknown", why });

/** The source has no word for it, so its silence says nothing. */
export const UNSAYABLE: Fact<never> = { state: "unsayable" };

/** What a fact means in other words; what nobody can tell stays so. */
export function mapped<T, U>(fact: Fact<T>, read: (value: T) => U): Fact<U> {
  if (fact.state !== "known") return fact;
  const { from, more } = fact;
  return more
    ? { state: "known", value: read(fact.value), from, more }
    : { state: "known", value: read(fact.value), from };
}

/** Nobody says it here, and the image may. What a declaration must not hold it does not hold then. */
export const isLeftToImage = (fact: Fact<unknown>): boolean => fact.state === "unknown" && fact.why === "image-decides";
