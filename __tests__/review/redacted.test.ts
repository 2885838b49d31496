import { redacted } from "../../review/redacted";
import { Redactor } from "../../review/redaction";
import type { Json, Review } from "../../review/model";
import { change, review } from "../support/review";

const SECRET = "correct-horse-battery-staple";

const redactor = Redactor.of([{ variable: { password: { sensitive: true, default: SECRET } } }]);

const attribute = (path: string, value: Json) => ({
  ...{ path, before: undefined, after: value, verdict: "neutral" as const },
  ...{ forcesReplacement: false, ignoredByProvider: false },
});

const waiver = { rule: "BWK-user", subject: SECRET, value: SECRET, reason: SECRET, owner: SECRET, until: "2030-01-01" };

/** The secret in every text of a review. */
const everywhere = (said: string): Review => ({
  ...review([
    change({
      ...{ stack: said, address: said, type: said, reasons: [said], remedy: said, path: said, affected: [said] },
      at: { file: said, address: said, line: 1 },
      attributes: [attribute("image", said), attribute("labels", [{ label: said, value: said }])],
    }),
  ]),
  base: { name: said },
  head: { name: said },
  drift: [{ stack: said, address: said, attributes: [attribute("image", said)] }],
  ...{ reach: [said], destinations: [said], improved: [said], warnings: [said], leftOut: [said] },
  files: [{ stack: said, subject: said, target: said, lines: [said] }],
  protections: [
    {
      ...{ stack: said, subject: said, path: said, kind: "container", fact: "user", before: said, after: said },
      ...{ verdict: "worse", message: said, isWaived: false },
    },
  ],
  waived: [{ stack: said, subject: said, waiver }],
  ways: [{ stack: said, from: said, to: said, via: said, when: "both" }],
  rendered: [{ stack: said, release: said, object: said, action: "create", attributes: [attribute("x", said)] }],
  inputs: [{ name: said, digest: "0".repeat(64) }],
  requests: [{ environment: said, waiver, kind: "added", approvedBy: said }],
});

describe("a redacted review", () => {
  it("has no secret in any of its texts, of which each was one", () => {
    expect(JSON.stringify(everywhere(SECRET)).split(SECRET).length).toBeGreaterThan(45);
    expect(JSON.stringify(redacted(everywhere(SECRET), redactor))).not.toContain("battery");
  });

  it("says all else as it was", () => {
    const harmless = everywhere("agentic-postgres");
    expect(redacted({ ...harmless, waived: [], requests: [] }, redactor)).toEqual({
      ...harmless,
      waived: [],
      requests: [],
    });
  });

  it("keeps the words by which it is read", () => {
    const named = Redactor.of([{ variable: { password: { sensitive: true, default: "weakened" } } }]);
    expect(redacted(review([change({ risk: "weakened" })]), named).changes[0]).toMatchObject({ risk: "weakened" });
  });
});
