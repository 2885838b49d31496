import { Container } from "@cdktf/provider-docker/lib/container";
import { Network } from "@cdktf/provider-docker/lib/network";
import { App, TerraformResource } from "cdktf";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Said by each project of `jest.config.js`: which library its tests are run on. */
const EXPECTED = (globalThis as { readonly cdktfLibrary?: string }).cdktfLibrary ?? "cdktf";

interface Package {
  readonly name: string;
  readonly version: string;
}

/** The package that a module's name leads to, here. */
function packageOf(name: string): Package {
  const entry = require.resolve(name);
  return JSON.parse(readFileSync(join(dirname(dirname(entry)), "package.json"), "utf8")) as Package;
}

describe("the library that constructs are made with", () => {
  const outdir = mkdtempSync(join(tmpdir(), "bulwark-library-"));
  afterAll(() => rmSync(outdir, { recursive: true }));

  it("is the one that the project names", () => {
    expect(packageOf("cdktf").name).toBe(EXPECTED);
  });

  it("writes its own version into what it synthesizes", () => {
    expect(new App({ outdir, stackTraces: false }).manifest.version).toBe(packageOf("cdktf").version);
  });

  it.each([
    ["Container", Container],
    ["Network", Network],
  ])("is the one that the provider's %s extends", (_name, resource) => {
    expect(Object.getPrototypeOf(resource)).toBe(TerraformResource);
  });
});
