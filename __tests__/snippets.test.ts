import { textOf } from "./support/constructs/source-tree";
import { compilerErrors } from "./support/snippets/compiler";
import { isCompose, requireValidEnvironment } from "./support/snippets/environment";
import { PAGES, snippets, snippetsOf } from "./support/snippets/fences";

const inLanguage = (...languages: readonly string[]) =>
  snippets().filter(({ language }) => languages.includes(language));
const byPlace = (found: ReturnType<typeof snippets>) => found.map(({ place, text }) => [place, text] as const);

describe("the YAML of README and guides", () => {
  it.each(byPlace(inLanguage("yaml").filter(({ text }) => !isCompose(text))))("%s is valid", (_place, text) => {
    expect(() => requireValidEnvironment(text)).not.toThrow();
  });

  it("with a word that no environment knows would be refused, alone and as a part", () => {
    const whole = "target: docker\nplatform: { redis: { memory: 64 } }\n";
    expect(() => requireValidEnvironment(whole)).toThrow('unknown key "memory"');
    const part = "layers:\n  orders: { image: orders:1.0.0, port: 8020, use: [redis] }\n";
    expect(() => requireValidEnvironment(part)).toThrow('unknown key "use"');
    expect(() => requireValidEnvironment("orders: { image: orders:1.0.0 }\n")).toThrow("platform.layers.orders");
  });
});

describe("the TypeScript of README and guides", () => {
  const programs = inLanguage("ts", "typescript");
  const WRONG = `import { Redis } from "bulwark";\nexport const props: ConstructorParameters<typeof Redis>[2] = { purpose: 7 };\n`;
  const errors = compilerErrors([...programs.map(({ text }) => text), WRONG]);

  it.each(programs.map(({ place }, index) => [place, index] as const))("%s compiles strictly", (_place, index) => {
    expect(errors[index]).toEqual([]);
  });

  it("with a wrong prop would not", () => {
    expect(errors.at(-1)).toEqual(["Type 'number' is not assignable to type 'RedisPurpose | undefined'."]);
  });
});

describe("the pages that are looked at", () => {
  it("are README and every guide", () => {
    expect(PAGES).toEqual(expect.arrayContaining(["README.md", "docs/guides/own-stack.md", "docs/guides/jobs.md"]));
  });

  it("have each block with a language, so that none goes unseen", () => {
    const unseen = PAGES.filter((path) => fencesOf(textOf(path)) !== 2 * snippetsOf(path, textOf(path)).length);
    expect(unseen).toEqual([]);
    expect(snippets().filter(({ language }) => !KNOWN.includes(language))).toEqual([]);
  });

  it("would be seen to have a block without one", () => {
    const page = "# Page\n\n```yaml\nredis: {}\n```\n\n```\nredis: {}\n```\n";
    expect(snippetsOf("page.md", page)).toEqual([{ place: "page.md:3", language: "yaml", text: "redis: {}\n" }]);
    expect(fencesOf(page)).toBe(4);
  });
});

const fencesOf = (page: string) => page.match(/^\s*```/gm)?.length ?? 0;
const KNOWN = ["yaml", "ts", "js", "sql", "sh", "console", "dockerfile", "ini", "text"];
