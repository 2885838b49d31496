import { checkedName, sqlName, variableName } from "../../../constructs/core";

const LONGEST = "a".repeat(40);

describe("checkedName", () => {
  it.each(["a", "redis", "l01-data-layer", LONGEST])("takes '%s'", (name) => {
    expect(checkedName("component", name)).toBe(name);
  });

  it.each(["", "Redis", "1redis", "-redis", "redis-", "re_dis", "re dis", "re.dis", "../x", "${x}", `${LONGEST}a`])(
    "refuses '%s' with what is allowed",
    (name) => {
      expect(() => checkedName("component", name)).toThrow(
        `'${name}' is not a valid name for a component: use 1 to 40 lower-case letters, digits and hyphens, starting with a letter`,
      );
    },
  );
});

it("makes a variable's prefix of a name", () => {
  expect(variableName("l01-data-layer")).toBe("L01_DATA_LAYER");
});

it("makes an SQL identifier of a name", () => {
  expect(sqlName("l01-data-layer")).toBe("l01_data_layer");
});
