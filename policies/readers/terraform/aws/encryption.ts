import { byDefault, declared, unknown, type Fact } from "../../../facts/fact";
import type { Encryption } from "../../../facts/store";
import type { Attributes } from "../attributes";

/**
 * Whose key an attribute names. One that is made elsewhere is somebody's own; a variable may hold nothing at all.
 *
 * @param otherwise what holds without a key
 * @param isChosen whether the provider fills it in where nobody says it: then its being there says nothing
 */
export function keyOf(attributes: Attributes, name: string, otherwise: Encryption, isChosen = false): Fact<Encryption> {
  const said = attributes.text(name);
  if (!said) return byDefault(otherwise);
  if (said.state === "known") {
    if (said.value === "") return byDefault(otherwise);
    return declared(OF_A_SERVICE.test(said.value) ? "managed" : "own-key");
  }
  const isLate = said.state === "unknown" && said.why === "after-apply";
  if (MADE.test(attributes.written(name)) || (isLate && !isChosen)) return declared("own-key");
  // A variable may hold nothing, which is to say nothing; what a plan leaves open, the declaration may say.
  return otherwise === "none" || isLate ? said : declared("some-key");
}

/** `alias/aws/sns` is everybody's in the account. */
const OF_A_SERVICE = /(^|:)alias\/aws\//;

/** An attribute of a key that is made here: a key has one, and a service's key nobody makes. */
const MADE = /^\$\{\s*aws_kms_\w+\.[\w.[\]-]+\s*\}$/;

/** Where a flag says whether there is any, and an attribute by whose key. */
export function flaggedOf(
  attributes: Attributes,
  flag: string,
  key: string,
  otherwise: Fact<boolean> = byDefault(false),
): Fact<Encryption> {
  const said = attributes.flag(flag) ?? otherwise;
  if (said.state !== "known") return said;
  if (!said.value) return said.from === "default" ? byDefault("none") : declared("none");
  return keyOf(attributes, key, "managed");
}

/** What is made of something else is encrypted as that was. */
export const inherited = (attributes: Attributes, ...from: readonly string[]): Fact<boolean> | undefined =>
  from.some((name) => attributes.has(name)) ? unknown("elsewhere") : undefined;
