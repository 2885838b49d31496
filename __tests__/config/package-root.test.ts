import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { packageRoot } from "../../config/package-root";

describe("the package's folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulwark-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("is found from the sources", () => {
    expect(packageRoot()).toBe(join(__dirname, "..", ".."));
  });

  it("is found from compiled files in another project, past packages with other names", () => {
    const compiled = join(folder, "node_modules", "bulwark", "dist", "operations");
    mkdirSync(compiled, { recursive: true });
    writeFileSync(join(folder, "node_modules", "bulwark", "package.json"), '{"name":"bulwark"}');
    writeFileSync(join(folder, "node_modules", "bulwark", "dist", "package.json"), '{"name":"other"}');
    expect(packageRoot(compiled)).toBe(join(folder, "node_modules", "bulwark"));
  });
});
