import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { hashOfFolder, isIntact, seal, sha256Of } from "../../../operations/setup/content";
import { temporaryFolder } from "./temporary-folder";

describe("a sealed folder", () => {
  const root = temporaryFolder();

  async function sealed(): Promise<string> {
    const folder = mkdtempSync(join(root, "sealed-"));
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin", "tool"), "abc");
    symlinkSync("bin/tool", join(folder, "link"));
    await seal(folder);
    return folder;
  }

  it("is intact as long as nobody touches it", async () => {
    expect(await isIntact(await sealed())).toBe(true);
  });

  it.each<[string, (folder: string) => void]>([
    ["a file is longer", (folder) => appendFileSync(join(folder, "bin", "tool"), "d")],
    ["a byte differs", (folder) => writeFileSync(join(folder, "bin", "tool"), "abd")],
    ["a file is missing", (folder) => rmSync(join(folder, "bin", "tool"))],
    ["a file was added", (folder) => writeFileSync(join(folder, "extra"), "")],
    ["its list is missing", (folder) => rmSync(join(folder, ".bulwark-content.json"))],
    ["its list is cut off", (folder) => writeFileSync(join(folder, ".bulwark-content.json"), '[["bin')],
    [
      "a link points elsewhere",
      (folder) => {
        rmSync(join(folder, "link"));
        symlinkSync("/etc/passwd", join(folder, "link"));
      },
    ],
  ])("is not intact when %s", async (_what, damage) => {
    const folder = await sealed();
    damage(folder);
    expect(await isIntact(folder)).toBe(false);
  });

  it("is not intact when it does not exist", async () => {
    expect(await isIntact(join(root, "nowhere"))).toBe(false);
  });
});

describe("the hash", () => {
  const root = temporaryFolder();

  it("of a file is its SHA-256", async () => {
    writeFileSync(join(root, "file"), "abc");
    expect(await sha256Of(join(root, "file"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("of a folder changes with a name as well as with a content", async () => {
    const hashes = ["a", "b", "a"].map(async (name, index) => {
      const folder = mkdtempSync(join(root, "folder-"));
      writeFileSync(join(folder, name), index < 2 ? "same" : "other");
      return hashOfFolder(folder);
    });
    expect(new Set(await Promise.all(hashes)).size).toBe(3);
  });
});
