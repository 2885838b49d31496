import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPaths, rulesNamed } from "../../../operations/check";
import { ownRules } from "../../../operations/check/own-rules";

const RULE = `exports.team = {
  id: "ACME-team-label", title: "says whose it is", severity: "medium", on: "container", needs: ["labels"],
  why: "Nobody is called otherwise.", fix: "Label it with team.", bad: "image: x", good: "labels: { team: shop }",
  references: [],
  check: ({ labels }) => labels.state === "known" && labels.value.has("team")
    ? { verdict: "pass" }
    : { verdict: "fail", message: "has no label team", value: "no label" },
};
`;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bulwark-own-rules-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

it("a rule of one's own is asked like those of Bulwark", () => {
  const own = ownRules(file("rules.js", RULE));
  const compose = file(
    "compose.yaml",
    "services:\n  web: { image: nginx }\n  db: { image: redis, labels: [team=shop] }\n",
  );
  const { findings, summary } = checkPaths([compose], rulesNamed(["ACME-team-label"], own));
  expect(findings.map(({ rule, address, message }) => [rule, address, message])).toEqual([
    ["ACME-team-label", "web", "has no label team"],
  ]);
  expect(summary).toMatchObject({ pass: 1, fail: 1 });
  expect(rulesNamed([], own).length).toBe(rulesNamed([]).length + 1);
});

it.each([
  ["a file without rules", "exports.colour = 'blue';\n", "nothing that it exports has an 'id'"],
  ["a file that cannot be run", "exports.a = ;\n", "Unexpected token"],
  [
    "a rule that takes an id of Bulwark's",
    RULE.replace("ACME-team-label", "BWK-user"),
    "the id 'BWK-user' is Bulwark's",
  ],
  ["a file that exports nothing at all", "module.exports = null;\n", "nothing that it exports has an 'id'"],
  ["a file that throws what is no error", "throw 'no';\n", "no"],
  [
    "a rule about no kind",
    RULE.replace('"container"', '"contaner"'),
    "of 'ACME-team-label', 'on' is none of container, ",
  ],
  ["a rule without a cure", RULE.replace("fix:", "fixed:"), "of 'ACME-team-label', 'fix' "],
  [
    "two rules of one id",
    RULE + RULE.replace("exports.team", "exports.other"),
    "the id 'ACME-team-label' is given twice",
  ],
])("%s is refused by its name", (_what, text, why) => {
  const path = file("rules.js", text);
  expect(() => ownRules(path)).toThrow(`${path} holds no rules: ${why}`);
  expect(() => ownRules(path)).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
});

it("a rule needs no more than what is asked of it, and may be exported twice", () => {
  const short = RULE.replace(/why:.*"Nobody.*called otherwise\.", /, "").replace("references: [],", "");
  const [rule, ...others] = ownRules(file("rules.js", `${short}exports.all = [exports.team];\n`));
  expect([rule!.why, rule!.references, others]).toEqual(["", [], []]);
});

it.each([
  ["throws", "() => { throw new Error('boom'); }", "boom"],
  ["returns nothing", "() => {}", "what it returns is no verdict"],
  ["returns a failure without words", '() => ({ verdict: "fail" })', "what it returns is no verdict"],
])("a rule that %s is told by its file and id", (_what, check, why) => {
  const path = file("rules.js", `${RULE}exports.team.check = ${check};\n`);
  const rules = rulesNamed(["ACME-team-label"], ownRules(path));
  const compose = file("compose.yaml", "services:\n  web: { image: nginx }\n");
  expect(() => checkPaths([compose], rules)).toThrow(`${path}: the rule 'ACME-team-label' gave no answer: ${why}`);
  expect(() => checkPaths([compose], rules)).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
});
