import fc from "fast-check";
import { stringify } from "yaml";
import { crossChecks } from "../../config/cross-checks";
import { readSettings } from "../../config/read-settings";
import { environmentSettings } from "../../config/schema";
import { shapeOf } from "../../config/shape";
import { valueOf } from "./arbitrary";

const written = valueOf(shapeOf(environmentSettings)).filter((value) => environmentSettings.safeParse(value).success);

describe("settings of any kind", () => {
  it("that are valid come back from YAML as they were, with the defaults", () => {
    fc.assert(
      fc.property(written, (value) => {
        expect(readSettings(stringify(value), environmentSettings)).toEqual({
          settings: environmentSettings.parse(value),
          problems: [],
        });
      }),
      { numRuns: 60 },
    );
  });

  it("with any one key renamed are refused at the line of the renamed key", () => {
    fc.assert(
      fc.property(written, fc.nat(), (value, seed) => {
        const lines = stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 }).split("\n");
        const known = lines.flatMap((line, index) => (/^ {0,2}(\w+):/.test(line) ? [index] : []));
        const index = known[seed % known.length]!;
        const text = lines.map((line, i) => (i === index ? line.replace(/^( *)/, "$1zzz") : line)).join("\n");
        const { problems } = readSettings(text, environmentSettings, crossChecks);
        expect(problems.map(({ line }) => line)).toContain(index + 1);
      }),
      { numRuns: 60 },
    );
  });

  it("with any value replaced by anything never fail otherwise than with located problems", () => {
    fc.assert(
      fc.property(written, fc.nat(), fc.jsonValue(), (value, seed, other) => {
        const text = stringify(replaced(value, seed, other));
        const { settings, problems } = readSettings(text, environmentSettings, crossChecks);
        expect(settings === undefined).toBe(problems.length > 0);
        for (const { line } of problems) expect(line).toBeGreaterThan(0);
      }),
      { numRuns: 120 },
    );
  });

  it("that are no YAML at all never fail otherwise either", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from("ab:-{}[]&*!|>'\"#%@`,?<~ \n\t")), maxLength: 40 }),
        (text) => {
          const { problems } = readSettings(text, environmentSettings, crossChecks);
          expect(problems.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 600 },
    );
  });
});

/** A copy in which one of the values, however deep, is another. */
function replaced(value: unknown, seed: number, other: unknown): unknown {
  if (typeof value !== "object" || value === null) return other;
  const entries = Object.entries(value);
  const index = seed % (entries.length + 1);
  if (index === entries.length) return other;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  const key = entries[index]![0];
  (copy as Record<string, unknown>)[key] = replaced(
    (value as Record<string, unknown>)[key],
    Math.floor(seed / (entries.length + 1)),
    other,
  );
  return copy;
}
