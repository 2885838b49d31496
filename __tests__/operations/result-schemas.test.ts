import { readFileSync } from "node:fs";
import { join } from "node:path";
import { doctorSchema } from "../../operations/doctor";
import { resultSchemas } from "../../operations/result-schemas";

describe("the JSON Schemas of results", () => {
  it.each(resultSchemas())("$path is current; else: npm run generate", ({ path, content }) => {
    expect(readFileSync(join(__dirname, "..", "..", path), "utf8")).toBe(content);
  });

  it("are closed: a key that nobody knows is refused", () => {
    const report = { schemaVersion: 1, command: "doctor", ok: true, checks: [] };
    expect(doctorSchema.safeParse(report).success).toBe(true);
    expect(doctorSchema.safeParse({ ...report, extra: 1 }).success).toBe(false);
  });
});
