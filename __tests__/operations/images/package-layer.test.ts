import type { LayerRecipe } from "../../../images/recipe";
import { LayerWriter } from "../../../operations/images/layer-writer";
import { writePackageLayer } from "../../../operations/images/package-layer";
import { listing } from "../../support/images/tar-listing";
import { makePackage, TinyArchive, type TinyPackage } from "../../support/images/tiny-archive";

let archive: TinyArchive;
beforeAll(async () => (archive = await TinyArchive.of()));
afterAll(() => archive.remove());

async function layerOf(recipe: Partial<LayerRecipe>, one: Partial<TinyPackage> = {}) {
  const full = { name: "tiny", version: "1", ...one };
  const file = await makePackage(full, `${archive.folder}/pool/layer.deb`);
  const writer = new LayerWriter();
  const listed = listing(writer.output());
  const filesFolder = `${archive.folder}/root/images/files`;
  await writePackageLayer(writer, { packages: [], ...recipe }, [{ name: full.name, file }], filesFolder);
  writer.finish();
  return listed;
}

it("keeps a record of every package, for scanners", async () => {
  const listed = await layerOf({});
  expect(listed["var/lib/dpkg/status.d/tiny"]?.content).toContain("Version: 1\n");
});

it("leaves out documentation and what the recipe drops", async () => {
  const files = { "usr/share/doc/tiny/x": "", "etc/tiny/conf": "", "usr/bin/tiny": "" };
  const paths = Object.keys(await layerOf({ drop: ["etc/tiny"] }, { files }));
  expect(paths).toContain("usr/bin/tiny");
  expect(paths.filter((path) => /doc|etc/.test(path))).toEqual([]);
});

it("takes only what the recipe keeps of a package", async () => {
  const files = { "usr/bin/a": "", "usr/bin/b": "" };
  const paths = Object.keys(await layerOf({ keep: { tiny: ["usr/bin/b"] } }, { files }));
  expect(paths.filter((path) => path.startsWith("usr/bin/") && path !== "usr/bin/")).toEqual(["usr/bin/b"]);
});

it("prefers the recipe's own files, links and folders to the package's", async () => {
  await archive.file("own", "own");
  const recipe = { files: { "/etc/tiny": { source: "own", mode: 0o640 } }, links: { "/usr/bin/tiny": "busybox" } };
  const listed = await layerOf(recipe, { files: { "etc/tiny": "theirs", "usr/bin/tiny": "theirs" } });
  expect(listed).toMatchObject({ "etc/tiny": { content: "own", mode: "640" }, "usr/bin/tiny": { content: "busybox" } });
});

it("makes folders for volumes with their owner", async () => {
  const listed = await layerOf({ directories: { "/var/lib/tiny": { mode: 0o700, owner: 999 } } });
  expect(listed["var/lib/tiny"]).toMatchObject({ type: "directory", mode: "700", owner: "999:999" });
});

it("joins the files of a bundle, each on lines of its own", async () => {
  const bundle = { package: "tiny", suffix: ".crt", into: "/etc/all.crt" };
  const listed = await layerOf(
    { bundle, keep: { tiny: ["nothing"] } },
    { files: { "c/a.crt": "one", "c/b.crt": "two\n" } },
  );
  expect(listed["etc/all.crt"]?.content).toBe("one\ntwo\n");
});

it("strips setuid from what a package brings", async () => {
  const listed = await layerOf({}, { files: { "usr/bin/su": "x" }, modes: { "usr/bin/su": 0o4755 } });
  expect(listed["usr/bin/su"]?.mode).toBe("755");
});
