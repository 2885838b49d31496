import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeResult } from "../../operations/output";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bulwark-output-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it("a result ends its file with one line end", async () => {
  const file = join(folder, "result.txt");
  for (const text of ["all is well", "all is well\n"]) {
    await writeResult(text, file);
    expect(readFileSync(file, "utf8")).toBe("all is well\n");
  }
});

it.each(["missing/result.txt", "."])("a file that cannot be written is named: %s", async (name) => {
  const file = join(folder, name);
  const written = writeResult("all is well", file);
  await expect(written).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining(`${file} cannot be written: E`) as string,
  });
});
