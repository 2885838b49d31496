import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { tryOnPath } from "../../../operations/setup/on-path";
import { temporaryFolder } from "./temporary-folder";

describe("a program on PATH", () => {
  const folder = temporaryFolder();
  const [first, second] = [join(folder, "first"), join(folder, "second")];
  for (const bin of [first, second]) mkdirSync(bin);
  writeFileSync(join(first, "tool"), "not executable", { mode: 0o644 });
  writeFileSync(join(second, "tool"), "#!/bin/sh\n", { mode: 0o755 });
  mkdirSync(join(first, "folder"));

  it("is the first executable file of that name", () => {
    expect(tryOnPath("tool", `${first}:${second}`)).toBe(join(second, "tool"));
    chmodSync(join(first, "tool"), 0o755);
    expect(tryOnPath("tool", `${first}:${second}`)).toBe(join(first, "tool"));
  });

  it("is looked for in further folders afterwards", () => {
    expect(tryOnPath("tool", "/nonexistent", [second])).toBe(join(second, "tool"));
  });

  it("is no folder", () => {
    expect(tryOnPath("folder", first)).toBeUndefined();
  });

  it("is never found relative to the current folder", () => {
    expect(tryOnPath("package.json", ".:")).toBeUndefined();
    expect(tryOnPath("sh", ".:/bin")).toBe("/bin/sh");
  });
});
