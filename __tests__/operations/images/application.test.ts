import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applicationHash } from "../../../operations/images/application";
import { treeEntries } from "../../../operations/images/file-tree";

let root = "";
const application = { folder: "app", sources: ["package.json", "src"], results: [], into: "/app" };
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "bulwark-app-"));
  await mkdir(join(root, "app", "src", "deep"), { recursive: true });
  await writeFile(join(root, "app", "package.json"), "{}");
  await writeFile(join(root, "app", "src", "deep", "main.ts"), "1");
});
afterEach(() => rm(root, { recursive: true }));

it("changes with a source and with its name, not with what lies beside the sources", async () => {
  const before = await applicationHash(root, application);
  await writeFile(join(root, "app", "notes"), "");
  expect(await applicationHash(root, application)).toBe(before);
  await writeFile(join(root, "app", "src", "deep", "main.ts"), "2");
  expect(await applicationHash(root, application)).not.toBe(before);
});

it("names the folder that holds no application", async () => {
  const absent = applicationHash(root, { ...application, folder: "nothing" });
  await expect(absent).rejects.toThrow("nothing': it has no package.json");
});

it("lists files sorted, with all below a folder, and skips names", async () => {
  await writeFile(join(root, "app", "src", "a.ts"), "");
  const paths = async (skip?: (name: string) => boolean) =>
    (await treeEntries(join(root, "app"), ["src", "package.json", "absent"], skip)).map(({ path }) => path);
  expect(await paths()).toEqual(["package.json", "src/a.ts", "src/deep/main.ts"]);
  expect(await paths((name) => name === "deep")).toEqual(["package.json", "src/a.ts"]);
});
