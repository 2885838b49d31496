import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KeptRenderings } from "../../../operations/review/rendered/kept";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bulwark-kept-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const KEY = "a".repeat(64);

describe("renderings that are kept", () => {
  it("are found again by their key, one or two of them, and read by nobody else", async () => {
    const kept = new KeptRenderings(folder);
    expect(kept.of(KEY)).toBeUndefined();
    await kept.keep(KEY, ["a: 1\n", "a: 2\n"]);
    expect(kept.of(KEY)).toEqual(["a: 1\n", "a: 2\n"]);
    await kept.keep(KEY, ["a: 1\n"]);
    expect(new KeptRenderings(folder).of(KEY)).toEqual(["a: 1\n"]);
    expect(statSync(join(folder, `${KEY}.json`)).mode & 0o777).toBe(0o600);
  });

  it.each(["", "[]", "[1]", "{", '{"a": 1}'])("count as none where they are damaged: %j", (text) => {
    writeFileSync(join(folder, `${KEY}.json`), text);
    expect(new KeptRenderings(folder).of(KEY)).toBeUndefined();
  });

  it("go after 30 days, once others come", async () => {
    const kept = new KeptRenderings(folder);
    const old = join(folder, "old.json");
    writeFileSync(old, "[]");
    const days = (count: number) => (Date.now() - count * 24 * 60 * 60 * 1000) / 1000;
    utimesSync(old, days(31), days(31));
    kept.tidy();
    expect(readdirSync(folder)).toEqual(["old.json"]);
    await kept.keep(KEY, ["a: 1\n"]);
    kept.tidy();
    expect(readdirSync(folder)).toEqual([`${KEY}.json`]);
  });
});
