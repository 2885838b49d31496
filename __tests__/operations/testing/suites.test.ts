import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { endToEndSuites } from "../../../operations/testing/suites";
import { temporaryFolder } from "../setup/temporary-folder";

const ENGINE = "__tests__/support/engine/run-in-engine.js";

describe("the end-to-end suites", () => {
  const root = temporaryFolder();
  let engines: Readonly<Record<string, boolean>>;

  beforeAll(() => {
    const e2e = join(root, "__tests__/e2e");
    for (const folder of ["aws", "kubernetes"]) mkdirSync(join(e2e, folder), { recursive: true });
    for (const name of ["control-plane", "kubernetes/releases", "aws/keys", "kubernetes-like"])
      writeFileSync(join(e2e, `${name}.test.ts`), "");
    const suites = endToEndSuites(root).map(({ name, command }) => [name, command.includes(ENGINE)]);
    engines = Object.fromEntries(suites) as Readonly<Record<string, boolean>>;
  });

  it.each(["control-plane", "kubernetes/releases", "aws/keys"])(
    "have no engine for %s, which starts what it needs",
    (name) => {
      expect(engines[`end to end: ${name}`]).toBe(false);
    },
  );

  it.each(["kubernetes-like", "local", "layers"])("have an engine of its own for %s", (name) => {
    expect(engines[`end to end: ${name}`]).toBe(true);
  });
});
