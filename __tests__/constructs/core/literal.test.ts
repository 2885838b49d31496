import * as fc from "fast-check";
import { literal, literals } from "../../../constructs/core";

/** https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences */
const readByTerraform = (text: string) => text.replace(/([$%])\1\{/g, "$1{");

describe("literal", () => {
  it.each([
    ["${var.x}", "$${var.x}"],
    ["%{+Q}o %{if true}", "%%{+Q}o %%{if true}"],
    ["a $HOME, 100%, {x}", "a $HOME, 100%, {x}"],
    ["$${already} $$${thrice}", "$$${already} $$$${thrice}"],
  ])("spells %j as %j", (text, spelled) => {
    expect(literal(text)).toBe(spelled);
  });

  it("is read by Terraform as the text that it was", () => {
    const texts = fc.string({ unit: fc.constantFrom("$", "%", "{", "}", "a") });
    fc.assert(
      fc.property(texts, (text) => {
        expect(readByTerraform(literal(text))).toBe(text);
      }),
    );
  });
});

describe("literals", () => {
  it("spells every text of a plain value, keys included", () => {
    expect(literals({ "${a}": ["%{b}", { c: "${d}" }], e: 1, f: true, g: null, h: undefined })).toEqual({
      "$${a}": ["%%{b}", { c: "$${d}" }],
      e: 1,
      f: true,
      g: null,
      h: undefined,
    });
  });
});
