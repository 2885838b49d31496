import { archiveStream, saveArchive } from "../../../operations/images/archive";
import { buildImages } from "../../../operations/images/build";
import { listing } from "../../support/images/tar-listing";
import { TinyArchive, tinyRecipe } from "../../support/images/tiny-archive";

type Manifest = readonly { readonly Config: string; readonly RepoTags: string[]; readonly Layers: string[] }[];

let archive: TinyArchive;
const images = () =>
  buildImages(archive.context(), [tinyRecipe({ packages: ["a"] }), tinyRecipe({ name: "other", packages: [] })]);
beforeAll(async () => (archive = await TinyArchive.of({ name: "a", version: "1", files: { "etc/a": "a" } })));
afterAll(() => archive.remove());

it("is what 'docker load' reads: a manifest, a configuration per image, each layer once", async () => {
  const built = await images();
  const listed = await listing(archiveStream(built));
  const manifest = JSON.parse(listed["manifest.json"]?.content ?? "") as Manifest;
  expect(manifest.map(({ RepoTags }) => RepoTags)).toEqual(built.map(({ tag }) => [tag]));
  const named = manifest.flatMap(({ Config, Layers }) => [Config, ...Layers]);
  const files = Object.keys(listed).filter((path) => listed[path]?.type === "file");
  expect(files.sort()).toEqual([...new Set(["manifest.json", ...named])].sort());
});

it("is written once and found again by its content", async () => {
  const context = archive.context();
  const file = await saveArchive(context, await images());
  expect(await saveArchive(context, await images())).toBe(file);
  expect(await saveArchive(context, (await images()).slice(0, 1))).not.toBe(file);
  expect(Object.keys(await listing(file))).toContain("manifest.json");
});

it("fails instead of hanging when a layer has vanished", async () => {
  const [image] = await images();
  const broken = { ...image!, layers: [{ file: `${archive.folder}/absent`, diffId: "0", size: 1 }] };
  await expect(listing(archiveStream([broken]))).rejects.toThrow("ENOENT");
});
