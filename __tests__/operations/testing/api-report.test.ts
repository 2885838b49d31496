import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { API_REPORT, apiReport } from "../../../operations/testing/api-report";
import { ROOT, textOf } from "../../support/constructs/source-tree";

/** Not below node_modules, where everything counts as a package of its own. */
const OWN = join(ROOT, ".bulwark");
const REDIS = "constructs/components/redis.d.ts";

/** Compiled from the sources of now, beside the packages that they import: `dist` may be an older one. */
function declarations(): string {
  mkdirSync(OWN, { recursive: true });
  const folder = mkdtempSync(join(OWN, "api-"));
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ["index.ts"] }, ts.sys, ROOT);
  const emitted = { ...options, outDir: folder, emitDeclarationOnly: true, incremental: false };
  ts.createProgram([join(ROOT, "index.ts")], { ...emitted, tsBuildInfoFile: undefined }).emit();
  return folder;
}

describe("the report of what the package exports", () => {
  let folder: string;
  beforeAll(() => (folder = declarations()), 60_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is current: else run `npm run generate`, and say in CHANGELOG.md what breaks", () => {
    expect(apiReport(ROOT, join(folder, "index.d.ts"))).toBe(textOf(API_REPORT));
  });

  it("would differ if a prop had gone", () => {
    const before = readFileSync(join(folder, REDIS), "utf8");
    const after = before.replace("readonly purpose?: RedisPurpose;", "");
    expect(after).not.toBe(before);
    writeFileSync(join(folder, REDIS), after);
    expect(apiReport(ROOT, join(folder, "index.d.ts"))).not.toContain("readonly purpose?: RedisPurpose;");
    expect(textOf(API_REPORT)).toContain("readonly purpose?: RedisPurpose;");
  });
});
