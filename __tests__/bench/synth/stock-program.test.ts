import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";

import { declareTheSame, stockProgram, type SynthesizedStack } from "../../../bench/synth/stock-program";
import { builtImages, loadEnvironment } from "../../../config";
import { readStack } from "../../../operations/manifest";
import { DockerStack } from "../../../stacks/docker-stack";
import { synthesizedStack } from "../../support/constructs/synthesized";

const ROOT = join(__dirname, "../../..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bulwark-stock-"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const own = (name: string) => {
  const environment = loadEnvironment(join(ROOT, "environments", `${name}.yaml`));
  const stack = synthesizedStack((app) => new DockerStack(app, name, { environment, builtImages: builtImages() }));
  return stack as unknown as SynthesizedStack;
};

/** What the program really synthesizes. Types are checked by ts-node in the bench. */
function synthesizedBy(program: string, name: string): SynthesizedStack {
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2018 };
  const { outputText } = ts.transpileModule(program, { compilerOptions });
  writeFileSync(join(folder, "main.js"), outputText);
  execFileSync(process.execPath, ["main.js"], { cwd: folder });
  return readStack(join(folder, "cdktf.out", "stacks", name)) as unknown as SynthesizedStack;
}

/** The same stack with one attribute of one container changed. */
function changed(stack: SynthesizedStack, name: string, attribute: string, value: unknown): SynthesizedStack {
  const containers = stack.resource["docker_container"]!;
  const edited = { ...containers, [name]: { ...containers[name], [attribute]: value } };
  return { ...stack, resource: { ...stack.resource, docker_container: edited } };
}

describe("the stock template's program", () => {
  it("declares the same resources as Bulwark does, when it is run", () => {
    const wanted = own("story-portal");
    const program = stockProgram("story-portal", wanted);
    expect(declareTheSame(synthesizedBy(program, "story-portal"), wanted)).toBe(true);
  });

  it.each([
    ["memory", 65],
    ["log_opts", { "max-size": "10m" }],
    ["depends_on", []],
  ])("would be noticed to differ in %s", (attribute, value) => {
    const wanted = own("local");
    expect(declareTheSame(changed(wanted, "platform_redis", attribute, value), wanted)).toBe(false);
  });

  it("looks as the template does: barrels, one stack, stack traces as they are", () => {
    const wanted = own("local");
    const program = stockProgram("local", wanted);
    expect(program).toContain('import { container, network, provider } from "@cdktf/provider-docker";');
    expect(program).toContain("const app = new App();");
    expect(program.match(/new container\.Container\(/g)).toHaveLength(
      Object.keys(wanted.resource["docker_container"]!).length,
    );
  });

  it("is not written for what it does not know", () => {
    const wanted = own("local");
    const more = { ...wanted, resource: { ...wanted.resource, docker_plugin: { one: {} } } };
    expect(() => stockProgram("local", more)).toThrow(
      "the stock template is not written for a resource of type docker_plugin\n" +
        "Teach it to bench/synth/stock-program.ts, or measure another environment.",
    );
  });
});
