import { complaints } from "../platform-text";

const platform = (cart: string, stock = "") => [
  "layers:",
  `  cart: { image: 'a:1', port: 1, renamedFrom: [${cart}] }`,
  `  stock: { image: 'a:1', port: 2, renamedFrom: [${stock}] }`,
];
const at = (line: number, layer: string) => `line ${line}, platform.layers.${layer}.renamedFrom`;

describe("an earlier name of a layer", () => {
  it("is one that nobody else has, or its own when it has that back", () => {
    expect(complaints(platform("orders, sales"))).toEqual([]);
    expect(complaints(platform("cart, sales"))).toEqual([]);
  });

  it("is not that of another layer, which would lose its data to this one", () => {
    expect(complaints(platform("stock"))).toEqual([
      `${at(4, "cart")}[0]: got "stock", which is the name of another layer now; what it keeps can belong to one of them`,
    ]);
  });

  it("belongs to one layer", () => {
    expect(complaints(platform("orders", "orders"))).toEqual([
      `${at(5, "stock")}[0]: got "orders", which is an earlier name of cart already`,
    ]);
  });

  it("is one that a layer can have", () => {
    expect(complaints(platform("'Orders!'"))).toEqual([
      `${at(4, "cart")}[0]: got "Orders!", which no layer can have been named`,
    ]);
  });
});
