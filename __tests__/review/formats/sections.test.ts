import fc from "fast-check";
import { assembled, RANKS, type Section } from "../../../review/formats/markdown/sections";

const section = fc.record({
  rank: fc.constantFrom(...RANKS),
  size: fc.integer({ min: 1, max: 300 }),
});

describe("what has no room", () => {
  it("is dropped from the least wanted on, and what stays is where it was", () => {
    fc.assert(
      fc.property(fc.array(section, { maxLength: 30 }), fc.integer({ min: 200, max: 2_000 }), (all, most) => {
        const may = all.map(({ rank, size }, at): Section => ({ rank, lines: [`${at} `.padEnd(size, "x")] }));
        const text = assembled({ must: ["head"], may, foot: ["foot"] }, most);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(most);
        const kept = text.split("\n").flatMap((line) => (/^\d+ /.test(line) ? [Number.parseInt(line, 10)] : []));
        expect(kept).toEqual([...kept].sort((a, b) => a - b));
        const ranksOf = (wanted: boolean) =>
          all.flatMap(({ rank }, at) => (kept.includes(at) === wanted ? [RANKS.indexOf(rank)] : []));
        expect(Math.max(-1, ...ranksOf(true))).toBeLessThanOrEqual(Math.min(RANKS.length, ...ranksOf(false)));
        expect(text.includes("sections are left out")).toBe(kept.length < all.length);
      }),
    );
  });

  it("begins with noise and ends with the rows of lesser risks", () => {
    expect([...RANKS].reverse()).toEqual([
      ...["noise", "neutral attributes", "rest by resource", "drift", "downtime details"],
      ...["files", "reach", "lesser details", "grave details", "lesser rows"],
    ]);
  });
});
