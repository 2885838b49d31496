import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadEnvironment } from "../../config";
import { packageRoot } from "../../config/package-root";

const file = (name: string) => join(packageRoot(), "environments", `${name}.yaml`);
const linesOf = (name: string) => readFileSync(file(name), "utf8").split("\n");
const [development, production] = ["rag-development", "rag-production"].map(linesOf) as [string[], string[]];

/** Pairs of lines at the same place that are not the same. */
const differing = (one: readonly string[], other: readonly string[]) =>
  Array.from({ length: Math.max(one.length, other.length) }, (_, index) => [one[index], other[index]] as const).filter(
    ([a, b]) => a !== b,
  );

describe("the two environments of one application", () => {
  it("differ in one line: where they run", () => {
    expect(differing(development, production)).toEqual([["target: docker", "target: kubernetes"]]);
  });

  it("would be found to differ in two", () => {
    expect(differing(development, [...production, "more"])).toHaveLength(2);
  });

  it.each(["rag-development", "rag-production"])("are valid: %s", (name) => {
    expect(() => loadEnvironment(file(name))).not.toThrow();
  });

  it("are the same platform", () => {
    const platformOf = (name: string) => loadEnvironment(file(name)).settings.platform;
    expect(platformOf("rag-production")).toEqual(platformOf("rag-development"));
    expect(Object.keys(platformOf("rag-production").layers)).toEqual(["rag-app", "rag-index"]);
  });
});
