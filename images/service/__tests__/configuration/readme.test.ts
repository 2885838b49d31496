import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { variables } from "../../src/configuration/variables";

const README = join(__dirname, "..", "..", "README.md");
const BEGIN = "<!-- variables: made from src/configuration/variables.ts by `npm run readme` -->\n";
const END = "<!-- end of variables -->";

interface Meta {
  readonly description?: string;
  readonly allowed?: string;
  readonly preset?: string;
}

function row([name, field]: [string, { meta(): unknown }]): string {
  const { description = "", allowed = "", preset } = (field.meta() ?? {}) as Meta;
  const shown = preset === undefined ? "not set" : preset === "" ? "empty" : `\`${preset}\``;
  return `| \`${name}\` | ${shown} | ${allowed} | ${description} |`;
}

function table(): string {
  const rows = Object.entries(variables.shape).map(row);
  return ["| Variable | Default | Allowed | Meaning |", "|---|---|---|---|", ...rows, ""].join("\n");
}

function expected(readme: string): string {
  const [before = "", rest = ""] = readme.split(BEGIN);
  return `${before}${BEGIN}\n${table()}\n${END}${rest.split(END)[1]}`;
}

it("README's table of variables says what the schema says; `npm run readme` writes it", () => {
  const readme = readFileSync(README, "utf8");
  if (process.env["UPDATE_README"]) writeFileSync(README, expected(readme));
  expect(readFileSync(README, "utf8")).toBe(expected(readme));
});

it.each(Object.entries(variables.shape))("%s has a meaning and says what is allowed", (_name, field) => {
  expect(field.meta()).toMatchObject({
    description: expect.stringMatching(/\w{3}/),
    allowed: expect.stringMatching(/\w{3}/),
  });
});
