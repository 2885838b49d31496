import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf, differencesBetween, type Parts } from "../../../operations/saved-plan/parts";
import { isSavedPlans, readSavedPlans, reviewedPlan } from "../../../operations/saved-plan/saved-plan";

let folder: string;

interface Saved {
  readonly plan?: string;
  readonly shown?: string;
  readonly parts?: Readonly<Record<string, string>>;
}

function save(stack: string, { plan = "plan", shown = "{}", parts = { state: "a 1" } }: Saved = {}): void {
  const own = join(folder, stack);
  mkdirSync(join(own, "synthesized"), { recursive: true });
  writeFileSync(join(own, "plan.tfplan"), plan);
  writeFileSync(join(own, "plan.json"), shown);
  writeFileSync(join(own, "synthesized", "cdk.tf.json"), "{}");
  writeFileSync(join(own, "parts.json"), JSON.stringify({ schemaVersion: 1, parts }));
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bulwark-saved-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("saved plans", () => {
  it("have one digest, of whatever order, which every part changes", () => {
    const parts = { state: "a 1", plan: "x" };
    const digest = digestOf({ one: parts, two: {} });
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(digestOf({ two: {}, one: { plan: "x", state: "a 1" } })).toBe(digest);
    const others: readonly Parts[] = [
      { ...parts, plan: "y" },
      { ...parts, more: "" },
      { state: "a 1" },
      { state: "a 1p", lan: "x" },
    ];
    for (const one of others) expect(digestOf({ one, two: {} })).not.toBe(digest);
    expect(digestOf({ one: {}, two: parts })).not.toBe(digest);
  });

  it("say which parts are others, hashes by their first digits", () => {
    const [a, b] = ["a".repeat(64), "b".repeat(64)];
    expect(differencesBetween({ plan: a, same: "1", gone: "2" }, { plan: b, same: "1", added: "3" })).toEqual([
      "added: none → 3",
      "gone: 2 → none",
      `plan: ${"a".repeat(12)} → ${"b".repeat(12)}`,
    ]);
  });

  it("are hashed anew when they are read, whatever is written beside them", async () => {
    save("shop");
    const { digest, stacks } = await readSavedPlans(folder);
    expect(stacks).toMatchObject([{ name: "shop", parts: { state: "a 1" } }]);
    save("shop", { parts: { state: "a 1", plan: "0".repeat(64) } });
    expect((await readSavedPlans(folder)).digest).toBe(digest);
    for (const other of [{ plan: "another" }, { shown: "[]" }, { parts: { state: "a 2" } }]) {
      save("shop", other);
      expect((await readSavedPlans(folder)).digest).not.toBe(digest);
    }
    save("shop");
    writeFileSync(join(folder, "shop", "synthesized", "cdk.tf.json"), "[]");
    expect((await readSavedPlans(folder)).digest).not.toBe(digest);
  });

  it("are taken by their digest and the stack's name alone", async () => {
    save("shop");
    save("stock");
    const { digest } = await readSavedPlans(folder);
    expect(await reviewedPlan({ digest, folder }, "stock")).toMatchObject({ name: "stock" });
    await expect(reviewedPlan({ digest: digest.slice(0, 12), folder }, "stock")).rejects.toThrow("is not the one");
    await expect(reviewedPlan({ digest, folder }, "other")).rejects.toThrow("no plan of other; it has: shop, stock");
  });

  it.each([
    ["no such folder", () => join(folder, "nowhere")],
    ["an empty folder", () => folder],
  ])("are missed in %s", async (_, path) => {
    expect(isSavedPlans(path())).toBe(false);
    await expect(readSavedPlans(path())).rejects.toThrow("holds no saved plan");
  });

  it.each([
    ["not JSON", "{", "JSON"],
    ["of another form", '{"schemaVersion":2}', "schemaVersion"],
  ])("whose parts are %s are refused by the file's name", async (_, text, said) => {
    save("shop");
    writeFileSync(join(folder, "shop", "parts.json"), text);
    await expect(readSavedPlans(folder)).rejects.toThrow(new RegExp(`parts\\.json[^]*${said}`));
  });

  it("of which a file is missing are refused by its name", async () => {
    save("shop");
    rmSync(join(folder, "shop", "plan.tfplan"));
    await expect(readSavedPlans(folder)).rejects.toThrow(/plan\.tfplan .*: it is missing/);
  });
});
