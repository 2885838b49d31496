/** Words of which one is meant, or, with `isNot`, anything but these. */
export interface Words {
  readonly isNot: boolean;
  readonly words: readonly string[];
}

/** One statement of an access policy, in one spelling. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: Words;
  readonly resources: Words;
  /** Of a policy of an identity that itself: none are written. */
  readonly principals: Words;
  /** All of them have to hold. */
  readonly conditions: readonly Condition[];
}

/** One of the values has to be met; of `StringNotEquals` and the like none of them. */
export interface Condition {
  readonly test: string;
  /** In lower case, which means the same. */
  readonly key: string;
  readonly values: readonly string[];
}
