import { holds } from "../../../policies/facts/access-words";

const words = (...all: readonly string[]) => ({ isNot: false, words: all });

describe("words of a policy", () => {
  it.each(["iam:passrole", "iam:pass*", "iam:*", "*", "iam:?assrole", "*role", "i*:p*r*e", "**"])(
    "%s mean an action",
    (word) => {
      expect(holds(words("s3:getobject", word), "iam:passrole")).toBe(true);
    },
  );

  it.each(["iam:pass", "iam:passroles", "s3:*", "iam:get*", "?", "*x", ""])("%s do not", (word) => {
    expect(holds(words(word), "iam:passrole")).toBe(false);
  });

  it("mean what they do not name, where they say what is not meant", () => {
    expect(holds({ isNot: true, words: ["s3:*"] }, "iam:passrole")).toBe(true);
    expect(holds({ isNot: true, words: ["iam:*"] }, "iam:passrole")).toBe(false);
  });

  it("of many stars are read in no time", () => {
    const start = performance.now();
    expect(holds(words("*a".repeat(5000)), "a".repeat(4000) + "b")).toBe(false);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
