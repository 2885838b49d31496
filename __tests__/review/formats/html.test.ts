import { createHash } from "node:crypto";
import fc from "fast-check";
import { reviewHtml } from "../../../review/formats/html";
import { markup, Markup } from "../../../review/formats/html/markup";
import { hostileReview } from "../../support/hostile-review";
import { change, review } from "../../support/review";
import { sampleReview } from "../../support/review-sample";

/** All tags without style and script, which are ours. */
const tagsOf = (html: string): readonly string[] =>
  html.replace(/<(style|script)>[^]*?<\/\1>/g, "<$1></$1>").match(/<[^>]*>?/g) ?? [];

/** A tag as the templates write it: no attribute but those that are used, and no bracket in a value. */
const OURS =
  /^<(?:!doctype html|\/[a-z][a-z0-9]*|[a-z][a-z0-9]*(?: (?:hidden|open|(?:lang|charset|http-equiv|content|name|rel|href|class|id|type|role|aria-[a-z]+|tabindex|scope|for|value|data-(?:verdict|stack)|placeholder|autocomplete|spellcheck|width|height|viewBox|transform|d|x|y)="[^"<>]*"))*\/?)>$/;

const strangers = (html: string): readonly string[] => tagsOf(html).filter((tag) => !OURS.test(tag));

describe("a review as HTML", () => {
  const html = reviewHtml(sampleReview());

  it("has a section for each thing that it knows", () => {
    const titles = [...html.matchAll(/<h2 id="[^"]*">([^<]*?)(?: <|<)/g)].map(([, title]) => title);
    expect(titles).toEqual([
      ...["Waivers asked for", "What changes", "One by one", "Protections", "Who reaches whom"],
      ...["Where data newly goes", "Configuration files", "Objects of releases", "Waivers used"],
      ...["Not examined", "Changed by hand", "Inputs"],
    ]);
  });

  it("lets nothing in but its own style and script, by their digests", () => {
    const [, style, script] = /<style>([^]*?)<\/style>[^]*<script>([^]*?)<\/script>/.exec(html)!;
    const digestOf = (text: string) => `sha256-${createHash("sha256").update(text).digest("base64")}`;
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)![1]!.replaceAll("&apos;", "'");
    expect(policy).toBe(
      `default-src 'none'; style-src '${digestOf(style!)}'; script-src '${digestOf(script!)}'; img-src data:; base-uri 'none'; form-action 'none'`,
    );
    expect(html).not.toMatch(/ style=|innerHTML|https?:\/\/(?!hooks|traces|l12)/);
  });

  it("goes from one heading to the next without a step between", () => {
    const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    expect(levels.slice(1).filter((level, at) => level > levels[at]! + 1)).toEqual([]);
  });

  it("has no id twice, and no link to nowhere", () => {
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...html.matchAll(/ href="#([^"]*)"/g)].map(([, id]) => id);
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("is made of our own tags alone, whatever strangers wrote", () => {
    fc.assert(
      fc.property(hostileReview, (hostile) => {
        const made = reviewHtml(hostile);
        expect(strangers(made)).toEqual([]);
        expect(made).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200b\ufeff]/);
        expect(made).not.toMatch(/^\s*::|##\[|##vso\[/m);
      }),
      { numRuns: 300 },
    );
  });

  it("would be found out if one text were not escaped", () => {
    const raw = new Markup('<img src=x onerror="x">');
    expect(strangers(markup`<p>${raw}</p>`.text)).toHaveLength(1);
    expect(strangers(markup`<p>${raw.text}</p>`.text)).toEqual([]);
  });

  it("is a file that opens, of 10,000 resources with values as long as can be", () => {
    const long = "<&>".repeat(2_000);
    const changes = Array.from({ length: 10_000 }, (_, at) =>
      change({
        ...{ address: `docker_container.a${at}`, risk: "weakened", reasons: [long] },
        attributes: Array.from({ length: 20 }, (__, n) => ({
          ...{ path: `env.A${n}`, before: long, after: long, verdict: "worse" as const },
          ...{ forcesReplacement: true, ignoredByProvider: false },
        })),
      }),
    );
    const started = performance.now();
    const made = reviewHtml(review(changes));
    expect(made.length).toBeLessThan(10_000_000);
    expect(made).toMatch(/<strong>10000<\/strong> are weaker/);
    expect(made).toMatch(/[0-9]+ more are left out here/);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
