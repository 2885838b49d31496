/** What the constructs refuse before AWS would. */
export { classOf, identifierOf, named, oneOf, subnetsOver, within, type Classes, type NameRule } from "./checks";
