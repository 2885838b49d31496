import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildImages, recipesOf } from "../../../operations/images/build";
import { listing } from "../../support/images/tar-listing";
import { TinyArchive, tinyRecipe } from "../../support/images/tiny-archive";

const base1 = { name: "base", version: "1", files: { "etc/base": "1" } };
const base2 = { name: "base", version: "2", files: { "etc/base": "2" } };
const lib1 = { name: "lib", version: "1", files: { "usr/lib/lib": "1" } };
const lib2 = { name: "lib", version: "2", files: { "usr/lib/lib": "2" } };
const tiny = { name: "tiny", version: "1", depends: "lib, base, never", files: { "bin/tiny": "run" } };
const base = { packages: ["base"] };
const recipe = tinyRecipe({ packages: ["tiny"] });

let archive: TinyArchive;
const build = async (part = recipe, cacheName?: string) => {
  const [image] = await buildImages(archive.context(base, cacheName), [part]);
  return image;
};
beforeEach(async () => (archive = await TinyArchive.of(base1, lib1, tiny)));
afterEach(() => archive.remove());

it("puts the base into a layer of its own and what depends on it into the next, without what is never installed", async () => {
  const layers = await Promise.all((await build())?.layers.map(({ file }) => listing(file)) ?? []);
  const packages = layers.map((layer) =>
    Object.keys(layer).filter((path) => path.includes("status.d/") && !path.endsWith("/")),
  );
  expect(packages).toEqual([
    ["var/lib/dpkg/status.d/base"],
    ["var/lib/dpkg/status.d/lib", "var/lib/dpkg/status.d/tiny"],
  ]);
});

it("gives the same id in another cache, and another id for other content", async () => {
  const first = await build();
  expect((await build(recipe, "other"))?.config.id).toBe(first?.config.id);
  await archive.offer(base1, { ...lib1, files: { "usr/lib/lib": "changed" } }, tiny);
  expect((await build(recipe, "third"))?.config.id).not.toBe(first?.config.id);
});

it("takes everything from the cache the second time and says nothing", async () => {
  const first = await build();
  archive.said.length = 0;
  expect(await build()).toEqual({ ...first, fresh: false });
  expect(archive.said).toEqual([]);
});

it("keeps to the locked versions while the archive still has them, or the cache does", async () => {
  const first = await build();
  await archive.offer(base2, lib2, tiny);
  expect((await build({ ...recipe, drop: ["none"] }))?.config.text).toContain("base=1 lib=1 tiny=1");
  expect(first?.config.text).toContain("base=1 lib=1 tiny=1");
});

it("resolves again, and says so, when a locked version is gone from archive and cache", async () => {
  await build();
  const { cache } = archive.context(base);
  await archive.offer(base1, lib2, tiny);
  for (const name of await readdir(cache.packages)) await writeFile(join(cache.packages, name), "damaged");
  const rebuilt = await build({ ...recipe, drop: ["none"] });
  expect(rebuilt?.config.text).toContain("base=1 lib=2 tiny=1");
  expect(archive.said.join("\n")).toMatch(
    /no longer offers a package that was locked: .*lib.*: resolving all packages again/,
  );
});

it("fetches a package again that was damaged in the cache", async () => {
  const first = await build();
  const { cache } = archive.context(base);
  await writeFile(join(cache.packages, "lib_1_amd64.deb"), "damaged");
  const again = await build({ ...recipe, drop: ["none"] });
  expect(archive.said).toContain("lib_1_amd64.deb in the cache is damaged: fetching it again");
  expect(again?.layers.at(-1)?.diffId).toBe(first?.layers.at(-1)?.diffId);
});

it("refuses a package whose content differs from the signed list", async () => {
  await writeFile(join(archive.folder, "pool", "lib_1_amd64.deb"), "something else");
  await expect(build()).rejects.toThrow("apt-get ended with exit code 100");
});

it("resolves the base again when a package needs a newer one", async () => {
  await build();
  await archive.offer(base2, lib1, { ...tiny, name: "newer", depends: "base (>= 2)" });
  await rm(join(archive.context(base).cache.apt, "updated"));
  const image = await build(tinyRecipe({ packages: ["newer"] }));
  expect(image?.config.text).toContain("base=2 newer=1");
});

it("names the packages that the archive lacks, in apt's words", async () => {
  await expect(build(tinyRecipe({ packages: ["absent"] }))).rejects.toThrow("Unable to locate package absent");
});

it("names the known images when a name is wrong", () => {
  expect(() => recipesOf(["tini"], [recipe])).toThrow("there is no recipe for an image 'tini'; there are: tiny");
});

it("builds once when two ask at the same time", async () => {
  const [one, two] = await Promise.all([build(), build()]);
  expect(one?.config.id).toBe(two?.config.id);
  expect(archive.said.filter((line) => line === "building tiny")).toHaveLength(1);
});
