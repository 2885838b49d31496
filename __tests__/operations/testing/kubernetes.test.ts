import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toolchainFolder } from "../../../operations/setup/pins";
import { ACTIONLINT } from "../../../operations/testing/actionlint";
import type { TestProgram } from "../../../operations/testing/go-program";

const HOOK = join(__dirname, "../../support/constructs/run-typescript.js");
const MODULE = join(__dirname, "../../../operations/testing/kubernetes.ts");

/** execa is an ES module, which Jest cannot load, so this runs in a Node of its own. */
function printed(expression: string, env: NodeJS.ProcessEnv = process.env): unknown {
  const script = `Promise.resolve(${expression}).then((said) => console.log(JSON.stringify(said)));`;
  const args = ["--no-warnings", "-r", HOOK, "-e", script.replaceAll("MODULE", `require(${JSON.stringify(MODULE)})`)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8", env }));
}

describe("the programs of Go that tests run", () => {
  const programs = printed("MODULE.TEST_PROGRAMS") as readonly TestProgram[];

  it.each([...programs, ACTIONLINT])("have the version of the recipe: $name", ({ name, module, version }) => {
    const required = new RegExp(`^(require |\\t)${module} v${version}( // indirect)?$`, "m");
    expect(readFileSync(join(toolchainFolder(), name, "go.mod"), "utf8")).toMatch(required);
  });

  it("are missing with the reason where they cannot be had, and nothing else fails", () => {
    const env = { ...process.env, BULWARK_CACHE: join(__filename, "cache") };
    expect(printed("MODULE.ensureKubernetesPrograms(() => undefined)", env)).toEqual({
      BULWARK_KUBERNETES_MISSING: expect.stringContaining(`the cache folder ${__filename}`) as string,
    });
  });
});
