import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CONTAINER_EFFECTS, containerEffect } from "../../review/changes/docker-effects";
import type { Json } from "../../review/model";
import { importImages } from "../support/edits/image";
import { outcomeOf, throwAwayEngine } from "../support/engine/engine";
import { terraformFailed } from "../support/plans/errors";
import { EFFECT_ROWS } from "../support/plans/effect-rows";
import { observedEffects, type Observed } from "../support/plans/observed-effects";
import { changeIn, DOCKER, PlanFolder, type Reviewed } from "../support/plans/plan-folder";
import { importShellImage } from "../support/secrets/shell-image";

const docker = throwAwayEngine();
const folders: PlanFolder[] = [];

async function folderOf(): Promise<PlanFolder> {
  const folder = await PlanFolder.with(DOCKER);
  folders.push(folder);
  return folder;
}

jest.setTimeout(600_000);

beforeAll(async () => {
  for (const reference of ["shell:1", "shell:2"]) {
    await importShellImage(docker, { reference, files: { version: reference } });
  }
});

afterAll(() => folders.forEach((folder) => folder.remove()));

describe("the table of what the docker provider does with an edit", () => {
  let observed: Observed;
  beforeAll(async () => {
    observed = await observedEffects(docker, await folderOf());
  });

  it.each(EFFECT_ROWS.map((row) => [row.name, row] as const))("is right: %s", (_name, row) => {
    const [before, after] = [row.from[row.attribute], row.to[row.attribute]] as [Json, Json];
    const { effect, shown } = observed.effects.find((one) => one.row === row)!;
    expect({ effect, shown }).toEqual({ effect: containerEffect(row.attribute, before, after), shown });
  });

  it.each(EFFECT_ROWS.map((row) => [row.name, row] as const))("reads the same without a plan: %s", (_name, row) => {
    const { address, effect } = observed.effects.find((one) => one.row === row)!;
    const [planned, compared] = [observed.planned, observed.compared].map((one) => changeIn(one, address));
    const told = {
      ignored: compared!.attributes[0]!.ignoredByProvider,
      risk: compared!.risk,
      action: compared!.action,
    };
    // Of an edit that the provider does not see no plan says a word.
    const wanted = planned ? { risk: planned.risk, action: planned.action } : { ignored: true };
    expect([told, planned === undefined]).toEqual([{ ...told, ...wanted }, effect === "unseen"]);
  });

  it("has no line that is not tried out, but for what is of Terraform alone", () => {
    const tried = new Set(EFFECT_ROWS.map(({ attribute }) => attribute));
    const all = Object.keys(CONTAINER_EFFECTS).filter((name) => !tried.has(name));
    expect(all).toEqual(["depends_on", "lifecycle", "provider"]);
  });
});

describe("an edited health check of a platform of Bulwark", () => {
  const root = mkdtempSync(join(tmpdir(), "bulwark-own-"));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  type Root = Record<string, unknown>;
  const versions = (change: (json: string) => string): readonly object[] =>
    ["from", "to"].map((side) => {
      const json = change(readFileSync(join(root, side, "stacks", "own", "cdk.tf.json"), "utf8"));
      const { terraform: _terraform, "//": _about, ...rest } = JSON.parse(json) as Root;
      return rest;
    });

  /** Applies the platform, reviews it untouched, then the edit: of its plan, and without one. */
  async function reviewed(change: (json: string) => string): Promise<readonly [Reviewed, Reviewed, Reviewed]> {
    const folder = await folderOf();
    const [from, to] = versions(change) as [object, object];
    folder.write(from);
    await folder.apply();
    const untouched = await folder.reviewed("untouched");
    folder.write(to);
    const edits = [await folder.reviewed("edited"), await folder.compared(from, to)] as const;
    await folder.succeed("destroy", "-auto-approve");
    return [untouched, ...edits];
  }

  beforeAll(async () => {
    const preloaded = join(__dirname, "../support/constructs/run-typescript.js");
    const script = join(__dirname, "../support/plans/own-platform.ts");
    await importImages(docker);
    const made = await outcomeOf("env", ["-C", root, process.execPath, "-r", preloaded, script]);
    if (made.code !== 0) throw terraformFailed("synthesis", made);
  });

  it("replaces its container, as its generation says", async () => {
    const [untouched, ...edits] = await reviewed((json) => json);
    expect(untouched).toMatchObject({ code: 0, review: { changes: [], drift: [], verdict: "ok" } });
    expect(untouched.review.summary.noise).toBeGreaterThan(0);
    for (const { review } of edits) {
      expect(review.changes).toMatchObject([{ action: "replace", risk: "downtime", path: "web" }]);
      expect(review.changes[0]!.attributes[0]!.path).toMatch(/^healthcheck\S*test\[2\]$/);
    }
  });

  it("would have no effect without it", async () => {
    const unlabelled = (json: string) => json.replace(/("bulwark.generation",\s*"value": )"[0-9a-f]{8}"/, '$1"none"');
    const [, ...edits] = await reviewed(unlabelled);
    for (const { review } of edits) expect(review.changes).toMatchObject([{ action: "update", risk: "ignored-edit" }]);
  });
});
