import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outcomeOf } from "../../support/engine/engine";
import { ensureRotationBundle } from "../../support/aws/rotation-bundle";

const ROOT = join(__dirname, "..", "..", "..");
const SUPPORT = join(ROOT, "__tests__", "support");
const SOURCES = join(SUPPORT, "constructs", "run-typescript.js");
const NEWER = join(SUPPORT, "aws", "newer-bindings.js");

jest.setTimeout(300_000);

const folder = mkdtempSync(join(tmpdir(), "bulwark-bindings-"));

/** What the compiler says of sources that find the newer bindings. */
async function compiled(sources: string) {
  const compilerOptions = {
    ...{ rootDir: "/", noEmit: true, incremental: false, tsBuildInfoFile: null },
    typeRoots: [join(ROOT, "node_modules/@types")],
    paths: {
      "@cdktf/provider-aws/*": [join(ROOT, "node_modules/provider-aws-6/*")],
      "*": [join(ROOT, "node_modules/*")],
    },
  };
  const config = join(folder, "tsconfig.json");
  writeFileSync(config, JSON.stringify({ extends: join(ROOT, "tsconfig.json"), compilerOptions, include: [sources] }));
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  const { code, stdout } = await outcomeOf(process.execPath, [compiler, "-p", config]);
  return { code, stdout };
}

beforeAll(() => ensureRotationBundle());

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function everything(...preloaded: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const before = [SOURCES, ...preloaded].flatMap((file) => ["-r", file]);
  const { code, stdout, stderr } = await outcomeOf(process.execPath, [
    ...before,
    join(SUPPORT, "aws", "print-everything.ts"),
  ]);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
}

describe("the bindings of version 6 of the provider", () => {
  it("make the same of the same sources, but for what they say of themselves", async () => {
    const [ours, newer] = [await everything(), await everything(NEWER)];
    const { "//": _about, terraform, ...rest } = ours;
    const { "//": _aboutNewer, terraform: newerTerraform, ...newerRest } = newer;
    expect(Object.keys(rest["resource"] as object).length).toBeGreaterThan(70);
    expect(JSON.stringify(newerRest)).toBe(JSON.stringify(rest));
    expect(terraform).not.toEqual(newerTerraform);
  });

  it("know every word that the sources use", async () => {
    expect(await compiled(join(ROOT, "constructs/aws/**/*.ts"))).toEqual({ code: 0, stdout: "" });
  });

  it("would tell of a word that version 6 has lost", async () => {
    const lost = [
      'import { Eip } from "@cdktf/provider-aws/lib/eip";',
      'import type { Construct } from "constructs";',
      'export const lost = (scope: Construct) => new Eip(scope, "address", { vpc: true });',
    ];
    writeFileSync(join(folder, "lost.ts"), lost.join("\n"));
    const { code, stdout } = await compiled(join(folder, "lost.ts"));
    expect([code, stdout]).toEqual([2, expect.stringContaining("'vpc' does not exist in type 'EipConfig'")]);
  });
});
