import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { controlRecord, mergedPath, packageEntries } from "../../../operations/images/debian-package";
import { makePackage } from "../../support/images/tiny-archive";

let folder = "";
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), "bulwark-package-"))));
afterAll(() => rm(folder, { recursive: true }));

async function pathsOf(file: string): Promise<readonly string[]> {
  const paths: string[] = [];
  for await (const { path } of packageEntries(file)) paths.push(path);
  return paths;
}

it.each([
  ["./bin/sh", "usr/bin/sh"],
  ["./lib/x86_64-linux-gnu/", "usr/lib/x86_64-linux-gnu"],
  ["./library/x", "library/x"],
  ["./usr/bin/sh", "usr/bin/sh"],
  ["./", ""],
])("puts %s at '%s'", (name, path) => expect(mergedPath(name)).toBe(path));

it("gives every entry of a package in the merged layout", async () => {
  const file = await makePackage(
    { name: "a", version: "1", files: { "bin/a": "x", "etc/b@": "a" } },
    join(folder, "a.deb"),
  );
  expect(await pathsOf(file)).toEqual(["usr/bin", "usr/bin/a", "etc", "etc/b"]);
  expect(await controlRecord(file)).toContain("Package: a\n");
});

it("fails with dpkg's words for a file that is no package", async () => {
  await writeFile(join(folder, "bad.deb"), "not a package");
  await expect(pathsOf(join(folder, "bad.deb"))).rejects.toThrow("dpkg-deb: error");
});

it("lets the caller stop in the middle", async () => {
  const files = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`d/${index}`, "x".repeat(100_000)]));
  const file = await makePackage({ name: "a", version: "1", files }, join(folder, "long.deb"));
  for await (const { path } of packageEntries(file)) if (path.startsWith("d/")) break;
  expect((await pathsOf(file)).length).toBe(51);
});
