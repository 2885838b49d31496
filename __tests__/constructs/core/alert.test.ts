import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../config/package-root";
import { runbookOf, Severity } from "../../../constructs/core";
import { ALERT_CASES } from "../../support/alerts/cases";
import { alertRules, rulesOf } from "../../support/alerts/platform";

const RUNBOOKS = join(packageRoot(), "docs", "runbooks");
const rules = rulesOf(alertRules());
const names = [...new Set(rules.map(({ alert }) => alert))].sort();

it("are thirty or more", () => {
  expect(names.length).toBeGreaterThanOrEqual(30);
});

it("each have a case in which they fire and one in which they are quiet, and no case is of another", () => {
  expect([...new Set(ALERT_CASES.map(({ alert }) => alert))].sort()).toEqual(names);
});

it("each have a runbook, and no runbook is of another", () => {
  expect(readdirSync(RUNBOOKS).sort()).toEqual(names.map((name) => runbookOf({ name })).sort());
});

it.each(names)("%s has a runbook that says what it means, where to look and what to do", (name) => {
  const page = readFileSync(join(RUNBOOKS, runbookOf({ name })), "utf8");
  expect(page).toMatch(new RegExp(`^# ${name}\n\n\\S[^]+\n\n## Look\n\n- [^]+\n\n## Do\n\n- `));
});

it("have runbooks that lead to pages that exist", () => {
  const links = readdirSync(RUNBOOKS).flatMap((file) =>
    [...readFileSync(join(RUNBOOKS, file), "utf8").matchAll(/\]\(([^)]+\.md)\)/g)].map(([, to]) => to!),
  );
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((to) => !existsSync(join(RUNBOOKS, to)))).toEqual([]);
});

it.each(rules.map((rule) => [rule.alert, rule.labels["component"], rule] as const))(
  "%s of %s says how bad it is, of whom, in one line, and where its runbook is",
  (name, component, { labels, annotations }) => {
    expect(Object.values(Severity)).toContain(labels["severity"]);
    expect(component).toMatch(/^[a-z][a-z-]+$/);
    expect(annotations.summary).toMatch(/^[^\n]{10,160}$/);
    expect(annotations.runbook_url).toBe(`docs/runbooks/${runbookOf({ name })}`);
  },
);

it("say the same of each layer that has metrics", () => {
  const layer = rules.filter(({ labels }) => labels["component"] === "api").map(({ alert }) => alert);
  expect(layer).toEqual(
    expect.arrayContaining(["TargetDown", "RestartLoop", "ErrorBudgetBurnsFast", "DependencyDown"]),
  );
});
