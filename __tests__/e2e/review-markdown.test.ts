import fc from "fast-check";
import { reviewMarkdown } from "../../review/formats/markdown";
import { HOSTILE, hostileReview } from "../support/hostile-review";
import { alive, brokenRows, rendered } from "../support/rendered-markdown";
import { change, review } from "../support/review";
import { sampleReview } from "../support/review-sample";

describe("a review as GitHub renders it", () => {
  it("has a table, a heading for each entry, and nothing that lives", () => {
    const html = rendered(reviewMarkdown(sampleReview()));
    expect(html.match(/<table>/g)).toHaveLength(1);
    expect(html.match(/<h3>/g)!.length).toBeGreaterThan(6);
    expect(alive(html)).toEqual([]);
  });

  it("shows what strangers wrote, and does nothing for them", () => {
    fc.assert(
      fc.property(hostileReview, (hostile) => {
        const markdown = reviewMarkdown(hostile);
        const html = rendered(markdown);
        expect(alive(html)).toEqual([]);
        expect(brokenRows(markdown)).toEqual([]);
        expect(html.match(/<h2>/g)).toHaveLength(1);
        expect(html.match(/<table>/g) ?? []).toHaveLength(hostile.changes.length > 0 ? 1 : 0);
        expect(markdown).not.toMatch(/^\s*::|##\[|##vso\[|##teamcity\[/m);
        expect(markdown).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/);
        expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(65_000);
      }),
      { numRuns: 150 },
    );
  });

  it.each(["@octocat", "#1", "<img src=x>", "[x](https://evil.example)", "https://evil.example", "deadbeefdeadbeef"])(
    "would be found out with a raw %s in it",
    (raw) => {
      expect(HOSTILE.some((one) => one.includes(raw.slice(0, 8)))).toBe(true);
      const text = reviewMarkdown(review([change({ risk: "weakened", reasons: ["MARK"] })]));
      expect(alive(rendered(text))).toEqual([]);
      expect(alive(rendered(text.replace("MARK", raw)))).not.toEqual([]);
    },
  );

  it("would be found out with a raw pipe in a row, and with a table of a stranger", () => {
    const text = reviewMarkdown(review([change({ risk: "weakened", remedy: "MARK" })]));
    expect(brokenRows(text)).toEqual([]);
    expect(brokenRows(text.replace("MARK", "a | b"))).toHaveLength(1);
    const forged = text.replace("MARK |", "x |\n\n| a |\n|---|\n| b |\n\n| c |");
    expect(rendered(forged).match(/<table>/g)!.length).toBeGreaterThan(1);
  });
});
