import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type ImageCache,
  imageCache,
  removeLeftovers,
  removeOlder,
  wholeFile,
  withTemporaryFolder,
  writeWhole,
} from "../../../operations/images/cache";

let cache: ImageCache;
beforeEach(async () => (cache = imageCache(await mkdtemp(join(tmpdir(), "bulwark-cache-")), "arm64")));
afterEach(() => rm(join(cache.root, ".."), { recursive: true }));

it("keeps the packages of another machine type apart", () => {
  expect(cache.packages).toMatch(/images\/bookworm-arm64\/packages$/);
});

it("shows a file whole or not at all", async () => {
  const file = join(cache.layers, "a");
  await writeWhole(file, "old");
  const failing = wholeFile(file, async (aside) => {
    await writeFile(aside, "ha");
    throw new RangeError("disk full");
  });
  await expect(failing).rejects.toThrow("disk full");
  expect(await readFile(file, "utf8")).toBe("old");
  expect(await readdir(cache.layers)).toEqual(["a"]);
});

it("removes a temporary folder also after a failure", async () => {
  const failing = withTemporaryFolder(cache.root, () => Promise.reject(new RangeError("no")));
  await expect(failing).rejects.toThrow("no");
  expect(await readdir(cache.root)).toEqual([]);
});

it("removes what a killed process left, and nothing else", async () => {
  await mkdir(join(cache.layers, ".work-x"), { recursive: true });
  for (const name of ["k.tar", "k.tar.12.part"]) await writeFile(join(cache.layers, name), "");
  await removeLeftovers(cache);
  expect(await readdir(cache.layers)).toEqual(["k.tar"]);
});

it("removes files older than so many hours", async () => {
  await mkdir(cache.archives, { recursive: true });
  for (const name of ["old", "new"]) await writeFile(join(cache.archives, name), "");
  await utimes(join(cache.archives, "old"), 0, Date.now() / 1000 - 7300);
  await removeOlder(cache.archives, 2);
  expect(await readdir(cache.archives)).toEqual(["new"]);
});
