import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeAside } from "../../../operations/setup/write-aside";

const folder = mkdtempSync(join(tmpdir(), "bulwark-aside-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a file of the cache", () => {
  it("is written into its folder, which need not be there, and leaves nothing beside it", async () => {
    await writeAside(join(folder, "new", "file"), "content");
    expect(readdirSync(join(folder, "new"))).toEqual(["file"]);
    expect(readFileSync(join(folder, "new", "file"), "utf8")).toBe("content");
  });

  it("that cannot be written is told with what to do, not with a stack", async () => {
    writeFileSync(join(folder, "taken"), "");
    const refused = writeAside(join(folder, "taken", "file"), "content");
    await expect(refused).rejects.toMatchObject({ exitCode: 3 });
    await expect(refused).rejects.toThrow("Set BULWARK_CACHE to a folder of your own");
  });
});
