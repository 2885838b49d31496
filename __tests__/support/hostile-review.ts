import fc from "fast-check";
import { RISKS, type AttributeChange, type Change, type Json, type Review } from "../../review/model";

/** What breaks out of a format, or forges it, where it is not made harmless. */
export const HOSTILE = [
  ...["</script>", "<script>window.pwned=1</script>", "<img src=x onerror=window.pwned=1>", "<!--", "-->", "]]>"],
  ...['" onmouseover="window.pwned=1', "' autofocus onfocus='window.pwned=1", "</style>", "</title>", "</details>"],
  ...["<svg onload=window.pwned=1>", "javascript:window.pwned=1", "&lt;b&gt;", "&#60;b&#62;", "&amp;"],
  ...["| a | b |", "\n", "\r\n", "\n\n## forged", "\n| x |\n|---|\n", "\t", "* ", "# ", "> ", "1. ", "---", "\n===\n"],
  ...["@octocat", "@org/team", "a@example.com", "#1", "org/repo#1", "GH-1", "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef"],
  ...["`", "``", "```", "**", "__", "~~", "[x](https://evil.example)", "![x](https://evil.example/p.png)", "[x]: y"],
  ...[
    "https://evil.example",
    "www.evil.example",
    "mailto:a@example.com",
    "ftp://evil.example",
    "<https://evil.example>",
  ],
  ...["::error::x", "\n::add-mask::x", "##[error]x", "##vso[x]", "##teamcity[x]", "[^1]", "$x$", "$$", ":smile:", "\\"],
  ...["\u0000", "\u0007", "\u001b[31m", "\u009b31m", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad"],
  ...["\ud800", "\udc00", "\uffff", "\ufffe", "\u2028", "\u0085", "\u{e0041}", "a".repeat(300), "|".repeat(300)],
  ...["toString", "__proto__", "constructor", "", " "],
];

const text: fc.Arbitrary<string> = fc
  .array(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...HOSTILE) }, fc.string({ unit: "binary", maxLength: 12 })),
    {
      ...{ minLength: 1, maxLength: 4 },
    },
  )
  .map((all) => all.join(""));

const value: fc.Arbitrary<Json | undefined> = fc.oneof(
  text,
  fc.constantFrom(undefined, null, true, 7),
  fc.dictionary(text, fc.oneof(text, fc.array(text, { maxLength: 2 })), { maxKeys: 2, noNullPrototype: true }),
);

const few = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { maxLength: 2 });

const attribute: fc.Arbitrary<AttributeChange> = fc.record({
  ...{ path: text, before: value, after: value, forcesReplacement: fc.boolean(), ignoredByProvider: fc.boolean() },
  verdict: fc.constantFrom("worse", "better", "neutral"),
});

const change: fc.Arbitrary<Change> = fc.record(
  {
    ...{ stack: text, address: text, type: text, remedy: text, path: text },
    ...{ reasons: few(text), attributes: few(attribute), affected: few(text) },
    action: fc.constantFrom("create", "update", "replace", "delete"),
    risk: fc.constantFrom(...RISKS),
    at: fc.record({ file: text, line: fc.nat(9_999) }),
  },
  { requiredKeys: ["stack", "address", "type", "remedy", "reasons", "attributes", "action", "risk"] },
);

const waiver = fc.record({ rule: text, subject: text, value: text, reason: text, owner: text, until: text });

const protection = fc.record({
  ...{ stack: text, subject: text, path: text, kind: text, fact: text, before: value, after: value, message: text },
  ...{ rule: text, isWaived: fc.boolean(), verdict: fc.constantFrom("worse", "better", "neutral", "cannot-tell") },
});

/** A review of which every text is a stranger's, and means no good. */
export const hostileReview: fc.Arbitrary<Review> = fc.record({
  ...{ digest: fc.constant("0".repeat(64)), base: fc.record({ name: text }), head: fc.record({ name: text }) },
  ...{ changes: fc.array(change, { maxLength: 4 }), reach: few(text), destinations: few(text), improved: few(text) },
  ...{
    warnings: few(text),
    leftOut: few(text),
    noise: fc.nat(9_999),
    changed: fc.nat(9_999),
    resources: fc.nat(9_999),
  },
  drift: few(fc.record({ stack: text, address: text, attributes: few(attribute) })),
  files: few(fc.record({ stack: text, subject: text, target: text, lines: few(text) })),
  protections: few(protection),
  waived: few(fc.record({ stack: text, subject: text, waiver })),
  ways: few(
    fc.record({ stack: text, from: text, to: text, via: text, when: fc.constantFrom("before", "after", "both") }),
  ),
  rendered: few(
    fc.record({
      ...{ stack: text, release: text, object: text, attributes: few(attribute) },
      action: fc.constantFrom("create", "update", "replace", "delete", "forget"),
    }),
  ),
  inputs: few(fc.record({ name: text, digest: text })),
  notExamined: fc.dictionary(text, fc.nat(9_999), { maxKeys: 2, noNullPrototype: true }),
  requests: few(
    fc.record(
      { environment: text, waiver, kind: fc.constantFrom("added", "widened"), approvedBy: text },
      { requiredKeys: ["environment", "waiver", "kind"] },
    ),
  ),
  verdict: fc.constantFrom("ok", "needs-acknowledgement"),
});
