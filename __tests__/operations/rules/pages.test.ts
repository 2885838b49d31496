import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Coverage, coverageOf, SOURCES } from "../../../operations/rules/coverage";
import { rulePages } from "../../../operations/rules/pages";
import { CATALOGUE } from "../../../policies/catalogue";

const ROOT = join(__dirname, "../../..");

it("the pages of the rules are current, and there are no others: else run `npm run generate`", () => {
  const stale = rulePages().filter(({ path, content }) => {
    const file = join(ROOT, path);
    return !existsSync(file) || readFileSync(file, "utf8") !== content;
  });
  expect(stale.map(({ path }) => path)).toEqual([]);
  expect(readdirSync(join(ROOT, "docs/reference/rules")).sort()).toEqual(CATALOGUE.map(({ id }) => `${id}.md`).sort());
});

it("every rule can be answered by some source", () => {
  const silent = CATALOGUE.filter((rule) =>
    SOURCES.every((source) => [Coverage.NOTHING, Coverage.CANNOT_SAY].includes(coverageOf(rule, source))),
  );
  expect(silent.map(({ id }) => id)).toEqual([]);
});

it.each([
  ["BWK-seccomp", "compose", Coverage.BY_DEFAULT],
  ["BWK-user", "compose", Coverage.SAYS],
  ["BWK-process-limit", "kubernetes", Coverage.CANNOT_SAY],
  ["BWK-pod-security-level", "compose", Coverage.NOTHING],
] as const)("of %s, %s %s", (id, source, coverage) => {
  expect(
    coverageOf(
      CATALOGUE.find((rule) => rule.id === id)!,
      source,
    ),
  ).toBe(coverage);
});
