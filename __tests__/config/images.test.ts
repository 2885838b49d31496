import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { builtImages, decidedImageSource, decisionFile } from "../../config";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "root-"));
  mkdirSync(dirname(decisionFile(root, "local")), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

describe("what is decided about images", () => {
  it("is nothing before it was decided", () => {
    expect(decidedImageSource(root, "local")).toBeUndefined();
  });

  it.each(["registry", "debian"])("is what was written down: %s", (source) => {
    writeFileSync(decisionFile(root, "local"), JSON.stringify({ source }));
    expect(decidedImageSource(root, "local")).toBe(source);
  });

  it.each(["", "{", "{}", '{"source":"auto"}', '{"source":"debian","x":1}'])("is never guessed from %j", (text) => {
    writeFileSync(decisionFile(root, "local"), text);
    expect(() => decidedImageSource(root, "local")).toThrow(
      `${decisionFile(root, "local")} does not say where images come from`,
    );
  });
});

describe("the images built from recipes", () => {
  it("have a tag each", () => {
    for (const reference of Object.values(builtImages())) expect(reference).toMatch(/^bulwark\/[a-z-]+:[\w.-]+$/);
    expect(Object.keys(builtImages())).toContain("postgres");
  });
});
