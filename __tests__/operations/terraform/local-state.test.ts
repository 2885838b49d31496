import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { putBackCutOffState } from "../../../operations/terraform/local-state";

const folder = mkdtempSync(join(tmpdir(), "bulwark-state-"));
const stack = join(folder, "stacks", "shop");
const file = join(folder, "shop.tfstate");
const WHOLE = '{"version":4,"lineage":"of-this-installation","serial":7}';

function given(backend: object, state?: string, backup?: string) {
  rmSync(file, { force: true });
  rmSync(`${file}.backup`, { force: true });
  writeFileSync(join(stack, "cdk.tf.json"), JSON.stringify({ terraform: { backend } }));
  if (state !== undefined) writeFileSync(file, state);
  if (backup !== undefined) writeFileSync(`${file}.backup`, backup);
}
const local = { local: { path: "../../shop.tfstate" } };

beforeAll(() => mkdirSync(stack, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a state on disk", () => {
  it.each([
    ["empty", ""],
    ["half of it", WHOLE.slice(0, 20)],
  ])("that a killed Terraform left %s is put back from its backup", (_what, left) => {
    given(local, left, WHOLE);
    expect(putBackCutOffState(stack)).toBe(true);
    expect(readFileSync(file, "utf8")).toBe(WHOLE);
  });

  it("that is whole stays, whatever the backup says", () => {
    given(local, WHOLE, "{}");
    expect(putBackCutOffState(stack)).toBe(false);
    expect(readFileSync(file, "utf8")).toBe(WHOLE);
  });

  it("that is not there yet is not made", () => {
    given(local);
    expect(putBackCutOffState(stack)).toBe(false);
    expect(existsSync(file)).toBe(false);
  });

  it("that is cut off, as its backup is, is told with the way out", () => {
    given(local, "", "");
    expect(() => putBackCutOffState(stack)).toThrow(`${file} is not a whole Terraform state`);
  });
});

it("a state in S3 is written whole or not at all, and left alone", () => {
  given({ s3: { bucket: "state" } });
  expect(putBackCutOffState(stack)).toBe(false);
});
