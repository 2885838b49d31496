import { recipeHash, tagOf } from "../../../operations/images/recipe-hash";
import { TinyArchive, tinyRecipe } from "../../support/images/tiny-archive";

let archive: TinyArchive;
beforeAll(async () => (archive = await TinyArchive.of()));
afterAll(() => archive.remove());

const files = { "/x": { source: "x", mode: 0o644 } };
const hash = (part: Parameters<typeof tinyRecipe>[0], base = { packages: ["base"] }) =>
  recipeHash(archive.context(base), tinyRecipe({ files, ...part }));

it("changes with the recipe, the base and the content of a file, and with nothing else", async () => {
  await archive.file("x", "1");
  const first = await hash({});
  expect(await hash({})).toBe(first);
  const others = [await hash({ stopSignal: "SIGINT" }), await hash({}, { packages: [] })];
  await archive.file("x", "2");
  expect(new Set([first, ...others, await hash({})]).size).toBe(4);
});

it("names the image by version and hash", () => {
  expect(tagOf(tinyRecipe({ name: "redis", version: "7.0" }), "0123456789abcdef")).toBe(
    "bulwark/redis:7.0-0123456789ab",
  );
});
