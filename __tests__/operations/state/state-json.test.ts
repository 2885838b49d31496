import { difference, resourceCount, tryState } from "../../../operations/state/state-json";
import { stateOf } from "../../support/aws/bootstrap-project";

const state = (serial: number, names: readonly string[]) => tryState(stateOf(serial, names))!;

describe("a state that was read", () => {
  it("is whole, or none at all", () => {
    expect(state(3, ["cart"])).toMatchObject({ serial: 3, lineage: "lineage-of-shop" });
    for (const text of [
      "",
      "{",
      "{}",
      stateOf(1, []).slice(0, -1),
      '{"version":3,"serial":1,"lineage":"x","resources":[]}',
    ])
      expect(tryState(text)).toBeUndefined();
  });

  it("keeps what Bulwark does not know", () => {
    expect(state(1, [])).toMatchObject({ terraform_version: "1.11.0", outputs: {} });
  });

  it("counts what Terraform manages, not what it asks for", () => {
    const { resources, ...rest } = state(1, ["cart", "orders"]);
    expect(resourceCount({ ...rest, resources: [...resources, { ...resources[0]!, mode: "data" }] })).toBe(2);
  });
});

describe("the difference of two states", () => {
  it("is told by addresses", () => {
    expect(difference(state(1, ["cart", "orders"]), state(2, ["cart", "invoices"]))).toEqual({
      added: ["terraform_data.invoices"],
      removed: ["terraform_data.orders"],
      changed: [],
    });
  });

  it("tells a changed attribute, and not its value", () => {
    const before = state(1, ["cart"]);
    const after = tryState(stateOf(2, ["cart"]).replace('"input":null', '"input":"secret-of-cart"'))!;
    const told = difference(before, after);
    expect(told).toEqual({ added: [], removed: [], changed: ["terraform_data.cart"] });
    expect(JSON.stringify(told)).not.toContain("secret-of-cart");
  });

  it("tells instances apart, and modules", () => {
    const { resources, ...rest } = state(1, ["cart"]);
    const [cart] = resources;
    const many = { ...cart!, module: "module.shop", instances: [{ index_key: 0 }, { index_key: "blue" }] };
    expect(difference({ ...rest, resources: [] }, { ...rest, resources: [many] }).added).toEqual([
      'module.shop.terraform_data.cart["blue"]',
      "module.shop.terraform_data.cart[0]",
    ]);
  });
});
