import { releaseFrom, renderedChanges } from "../../../review/rendered";
import { printed, rendered } from "../../support/rendered";

const IDENTITY = { address: "helm_release.web", name: "web", namespace: "shop" };
const secret = (password: string, name = "web") => ({
  ...{ apiVersion: "v1", kind: "Secret", metadata: { name } },
  stringData: { password, user: "web" },
});
const twice = (...pairs: readonly (readonly [object, object])[]) =>
  releaseFrom([printed(...pairs.map(([one]) => one)), printed(...pairs.map(([, other]) => other))], IDENTITY);

describe("what is another value in every rendering", () => {
  it("is named, and differs from nothing", () => {
    const [before, after] = [twice([secret("a1"), secret("b2")]), twice([secret("c3"), secret("d4")])];
    expect(before.random).toEqual(["Secret/shop/web stringData.password"]);
    expect(before.text).not.toMatch(/a1|b2/);
    expect(renderedChanges("shop", [before], [after]).rendered).toEqual([]);
  });

  it("hides no difference beside it", () => {
    const other = (password: string) => ({ ...secret(password), stringData: { password, user: "admin" } });
    const { rendered: all } = renderedChanges(
      "shop",
      [twice([secret("a1"), secret("b2")])],
      [twice([other("c3"), other("d4")])],
    );
    expect(all.map(({ attributes }) => attributes.map(({ path }) => path))).toEqual([["stringData.user"]]);
  });

  it("may be a name", () => {
    const job = (name: string) => rendered("Job", {}, { name }, "batch/v1");
    const { objects, random } = twice([job("migrate-x1"), job("migrate-y2")]);
    expect(objects.map(({ id }) => id)).toEqual(["Job/shop/random-at-every-render"]);
    expect(random).toEqual(["Job/shop/random-at-every-render metadata.name"]);
  });

  it("is nothing, of two renderings that are the same", () => {
    expect(twice([secret("a"), secret("a")])).toMatchObject({ random: [], text: printed(secret("a")) });
  });
});
